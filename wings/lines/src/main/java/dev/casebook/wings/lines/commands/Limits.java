package dev.casebook.wings.lines.commands;

import dev.casebook.console.UserError;
import dev.casebook.hosts.kernel.NetworkNamespace;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What options may be.
final class Limits {

  private Limits() {}

  /// @param value nothing where the option was not given
  static void within(String option, @Nullable Number value, double least, double most)
      throws UserError {
    if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw new UserError(
          "%s is %s to %s, not %s".formatted(option, plain(least), plain(most), value));
    }
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  static Optional<NetworkNamespace> namespace(String option, @Nullable String name)
      throws UserError {
    if (name == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(NetworkNamespace.named(name));
    } catch (IllegalArgumentException e) {
      throw new UserError(option + ": " + e.getMessage());
    }
  }
}
