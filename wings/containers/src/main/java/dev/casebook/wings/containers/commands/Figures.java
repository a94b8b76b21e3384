package dev.casebook.wings.containers.commands;

import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.Metric;
import java.util.Locale;

/// Figures in a few characters, as in top, and in words.
final class Figures {

  private static final String UNITS = "KMGTPE";

  private static final long SECOND = 1_000_000_000;

  /// Millionths in a percent.
  private static final double PERCENT = 10_000;

  private Figures() {}

  /// @return empty if it is missing
  static String cell(Metric metric, Figure figure) {
    return switch (figure) {
      case Figure.Missing _ -> "";
      case Figure.Unlimited _ -> "none";
      case Figure.Known(long value) ->
          switch (metric.unit()) {
            case BYTES -> bytes(value);
            case COUNT -> String.valueOf(value);
            case NANOSECONDS -> time(value);
            case MILLIONTHS -> metric == Metric.CPU ? percent(value, 1) : percent(value, 0);
          };
    };
  }

  /// `512`, `1.3M`, `752K`: powers of 1024, four characters at most.
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return String.valueOf(bytes);
    }
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 999.5 && unit < UNITS.length() - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, amount < 9.95 ? "%.1f%c" : "%.0f%c", amount, UNITS.charAt(unit));
  }

  /// `12.3s`, `12m34s`, `12h34m`, `5d03h`
  static String time(long nanos) {
    long seconds = nanos / SECOND;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1fs", (double) nanos / SECOND);
    } else if (seconds < 3600) {
      return "%dm%02ds".formatted(seconds / 60, seconds % 60);
    } else if (seconds < 100 * 3600) {
      return "%dh%02dm".formatted(seconds / 3600, seconds / 60 % 60);
    }
    return "%dd%02dh".formatted(seconds / 86_400, seconds / 3600 % 24);
  }

  static String percent(long millionths, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", millionths / PERCENT);
  }
}
