package dev.casebook.wings.lines.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times, shares and delays as reports write them.
final class Spans {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Spans() {}

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  static String second(Instant time) {
    return SECOND.format(time);
  }

  /// `42 s`, `3 min 20 s`, `5 h 02 min`, `2 d 04 h`.
  static String length(long millis) {
    var length = Duration.ofMillis(millis);
    if (length.toMinutes() == 0) {
      return String.format(
          Locale.ROOT, length.toSeconds() < 10 ? "%.1f s" : "%.0f s", millis / 1e3);
    }
    if (length.toHours() == 0) {
      return "%d min %02d s".formatted(length.toMinutes(), length.toSecondsPart());
    }
    return length.toDays() == 0
        ? "%d h %02d min".formatted(length.toHours(), length.toMinutesPart())
        : "%d d %02d h".formatted(length.toDays(), length.toHoursPart());
  }

  /// Never more than it is: 99.9996 % is not 100 %.
  static String share(long part, long whole) {
    if (whole == 0) {
      return "-";
    }
    double percent = Math.floor(100_000.0 * part / whole) / 1000;
    return String.format(Locale.ROOT, "%.3f %%", percent);
  }

  static String percent(double percent) {
    return Double.isNaN(percent) ? "-" : String.format(Locale.ROOT, "%.2f %%", percent);
  }

  /// Three digits, for they are known to no more.
  static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "-";
    }
    int decimals = millis < 1 ? 3 : millis < 10 ? 2 : millis < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f ms", millis);
  }
}
