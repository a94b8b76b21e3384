package dev.casebook.wings.captures.commands;

import dev.casebook.console.UserError;
import java.util.regex.Pattern;

/// Amounts as options take them.
final class Quantities {

  private static final Pattern BYTES = Pattern.compile("([0-9]{1,12})([kKMGT]?)i?B?");
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d|)");

  private Quantities() {}

  /// `500k`, `100M`, `2G`: powers of 1024.
  static long bytes(String option, String text) throws UserError {
    var matcher = BYTES.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new UserError(option + " is a size such as 500k, 100M or 2G, not " + text);
    }
    long factor =
        switch (matcher.group(2)) {
          case "k", "K" -> 1L << 10;
          case "M" -> 1L << 20;
          case "G" -> 1L << 30;
          case "T" -> 1L << 40;
          default -> 1L;
        };
    long count = Long.parseLong(matcher.group(1));
    if (count > Long.MAX_VALUE / factor) {
      throw new UserError(option + ": " + text + " is more than there can be");
    }
    return count * factor;
  }

  /// `30`, `30s`, `10m`, `2h`, in nanoseconds.
  static long nanos(String option, String text) throws UserError {
    var matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(option + " is a time such as 30s, 10m or 2h, not " + text);
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case "d" -> 86_400_000_000_000L;
          default -> 1_000_000_000L;
        };
    long count = Long.parseLong(matcher.group(1));
    if (count > Long.MAX_VALUE / unit) {
      throw new UserError(option + ": " + text + " is more than can be waited for");
    }
    return count * unit;
  }
}
