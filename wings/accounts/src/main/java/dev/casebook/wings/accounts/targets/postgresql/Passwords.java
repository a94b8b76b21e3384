package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.targets.databases.AccountPasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The passwords that roles are to have, held against what a server keeps of them.
final class Passwords {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final AccountPasswords kept;

  /// Known answers: one costs thousands of hashes.
  private final Map<String, Boolean> matches = new HashMap<>();

  Passwords(AccountPasswords kept) {
    this.kept = kept;
  }

  boolean isKept(String role) {
    var password = read(role);
    password.ifPresent(Passwords::forget);
    return password.isPresent();
  }

  /// @param verifier what the server keeps; empty for nothing
  boolean isAsKept(String role, String verifier) {
    return matches.computeIfAbsent(
        role + "\0" + verifier,
        _ -> {
          var known = ScramVerifier.of(verifier);
          var password = known.isPresent() ? read(role) : Optional.<char[]>empty();
          boolean same = password.isPresent() && known.get().isOf(password.get());
          password.ifPresent(Passwords::forget);
          return same;
        });
  }

  /// What the server is to keep; empty where no password is kept here.
  ///
  /// @throws Refusal for a password that clients would not agree on
  Optional<ScramVerifier> verifier(String role) throws Refusal {
    var password = read(role);
    if (password.isEmpty()) {
      return Optional.empty();
    }
    try {
      for (char c : password.get()) {
        if (c < ' ' || c > '~') {
          throw new Refusal(
              "%s: a password of PostgreSQL is of printable ASCII characters here"
                  .formatted(kept.file(role)));
        }
      }
      var salt = new byte[ScramVerifier.SALT_BYTES];
      RANDOM.nextBytes(salt);
      return Optional.of(
          ScramVerifier.of(
              password.get(), Base64.getEncoder().encodeToString(salt), ScramVerifier.ITERATIONS));
    } finally {
      forget(password.get());
    }
  }

  private Optional<char[]> read(String role) {
    if (!RoleNames.isOurs(role)) {
      return Optional.empty();
    }
    try {
      return kept.of(role);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void forget(char[] password) {
    Arrays.fill(password, '\0');
  }
}
