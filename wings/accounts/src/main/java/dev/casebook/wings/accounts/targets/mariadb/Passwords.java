package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.console.SecretFile;
import dev.casebook.wings.accounts.targets.Destination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The passwords of accounts of one server: each the first line of a file of the state folder.
final class Passwords {

  /// What the folder takes as names of accounts; others of a server have no file.
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");

  private final Path folder;
  private final Map<String, Optional<String>> hashes = new HashMap<>();

  Passwords(Destination destination) {
    folder =
        destination.state().resolve("targets").resolve(destination.settings().name() + ".accounts");
  }

  /// What a server keeps of an account's password; empty where no password is kept.
  Optional<String> hash(String user) {
    return hashes.computeIfAbsent(user, this::read);
  }

  private Optional<String> read(String user) {
    if (!NAME.matcher(user).matches()) {
      return Optional.empty();
    }
    try {
      return SecretFile.firstLine(folder.resolve(user))
          .filter(password -> password.length > 0)
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
