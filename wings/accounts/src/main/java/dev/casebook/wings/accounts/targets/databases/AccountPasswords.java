package dev.casebook.wings.accounts.targets.databases;

import dev.casebook.console.SecretFile;
import dev.casebook.wings.accounts.targets.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The passwords that accounts get on a target: the first line of a file each.
public final class AccountPasswords {

  private final Path folder;

  private AccountPasswords(Path folder) {
    this.folder = folder;
  }

  public static AccountPasswords of(Destination destination) {
    return new AccountPasswords(destination.kept(".accounts"));
  }

  public Path file(String account) {
    return folder.resolve(account);
  }

  /// @param account a name of the folder, which holds no slash
  public Optional<char[]> of(String account) throws IOException {
    return SecretFile.firstLine(file(account)).filter(password -> password.length > 0);
  }
}
