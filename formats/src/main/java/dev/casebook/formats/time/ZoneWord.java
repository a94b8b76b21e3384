package dev.casebook.formats.time;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The word for a zone that programs print after a time: `EDT`, `+0800`, `-03`.
public final class ZoneWord {

  /// Hours from UTC of the abbreviations that mean one offset wherever the zone database has them.
  /// CST, IST and BST, for instance, mean several and are left out.
  private static final Map<String, Integer> HOURS =
      Map.ofEntries(
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("WET", 0),
          Map.entry("WEST", 1),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("MSK", 3),
          Map.entry("SAST", 2),
          Map.entry("WIB", 7),
          Map.entry("HKT", 8),
          Map.entry("JST", 9),
          Map.entry("KST", 9),
          Map.entry("AEST", 10),
          Map.entry("AEDT", 11),
          Map.entry("NZST", 12),
          Map.entry("NZDT", 13),
          Map.entry("AST", -4),
          Map.entry("ADT", -3),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("AKST", -9),
          Map.entry("AKDT", -8),
          Map.entry("HST", -10));

  private static final Pattern NUMERIC = Pattern.compile("[+-]\\d\\d(?::?\\d\\d)?");

  private ZoneWord() {}

  /// The offset that it means; empty if it is not a zone, or the name of several.
  public static Optional<ZoneOffset> offset(String word) {
    if (NUMERIC.matcher(word).matches()) {
      return numeric(word);
    }
    return Optional.ofNullable(HOURS.get(word)).map(ZoneOffset::ofHours);
  }

  private static Optional<ZoneOffset> numeric(String word) {
    try {
      return Optional.of(ZoneOffset.of(word));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
