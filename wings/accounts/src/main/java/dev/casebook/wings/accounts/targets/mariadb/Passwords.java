package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.wings.accounts.load.Names;
import dev.casebook.wings.accounts.targets.databases.AccountPasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a server keeps of the passwords that accounts are to have.
final class Passwords {

  private final AccountPasswords kept;
  private final Map<String, Optional<String>> hashes = new HashMap<>();

  Passwords(AccountPasswords kept) {
    this.kept = kept;
  }

  /// Empty where no password is kept, as for accounts that the folder can't have.
  Optional<String> hash(String user) {
    return Names.ACCOUNT.matcher(user).matches()
        ? hashes.computeIfAbsent(user, this::read)
        : Optional.empty();
  }

  private Optional<String> read(String user) {
    try {
      return kept.of(user)
          .map(password -> {
            var hash = NativePassword.hash(password);
            Arrays.fill(password, '\0');
            return hash;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
