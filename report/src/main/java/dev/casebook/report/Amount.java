package dev.casebook.report;

import java.util.Locale;

/// Amounts as a person reads them.
public final class Amount {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Amount() {}

  /// `1 group`, `2 groups`.
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /// `512 B`, `12.1 MiB`.
  public static String ofBytes(long bytes) {
    var amount = (double) bytes;
    var unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
