package dev.casebook.diagnosis;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a value is told to people, by its type and, for sizes and durations, by its column's name.
///
/// @param zoneKnown whether the times of the evidence are UTC; else they are local ones of a host
///   whose zone nothing tells
/// @param language in which it is told
record Printed(boolean zoneKnown, Language language) {

  /// Of a list so many elements are told, the others counted.
  private static final int LISTED_MAX = 5;

  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /// A time before it counts from a start of the machine that nothing tells.
  private static final LocalDateTime FIRST_DATE = LocalDateTime.of(1972, 1, 1, 0, 0);

  private static final String[] SIZES = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /// @param column whose cell it is: `bytes` and `…_bytes` are sizes, `seconds` and `…_seconds`
  ///   durations
  String of(String column, Object value) {
    return switch (value) {
      case LocalDateTime time when time.isBefore(FIRST_DATE) -> afterBoot(time);
      case LocalDateTime time -> TIME.format(time) + (zoneKnown ? " UTC" : language.localTime());
      case BigDecimal number -> number.toPlainString();
      case Number number when isCalled(column, "bytes") -> size(number.doubleValue());
      case Number number when isCalled(column, "seconds") -> language.duration(number.longValue());
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case Double number -> String.format(Locale.ROOT, "%.1f", number);
      case List<?> list -> listed(column, list);
      default -> LINE_BREAK.matcher(value.toString()).replaceAll(" ");
    };
  }

  private static boolean isCalled(String column, String unit) {
    return column.equals(unit) || column.endsWith("_" + unit);
  }

  private String afterBoot(LocalDateTime time) {
    long millis = time.toInstant(ZoneOffset.UTC).toEpochMilli();
    return language.afterBoot(millis / 1000 + "." + millis % 1000 / 100);
  }

  private static String size(double bytes) {
    int unit = 0;
    double amount = bytes;
    // What would be rounded to 1024 too.
    while (Math.abs(amount) >= 1023.5 && unit < SIZES.length - 1) {
      amount /= 1024;
      unit++;
    }
    var number = unit == 0 || amount >= 100 ? "%.0f" : "%.1f";
    return String.format(Locale.ROOT, number, amount) + " " + (bytes == 1 ? "byte" : SIZES[unit]);
  }

  private String listed(String column, List<?> list) {
    var told =
        list.stream()
            .filter(Objects::nonNull)
            .limit(LISTED_MAX)
            .map(each -> of(column, each))
            .collect(Collectors.joining(language.between()));
    long more = list.stream().filter(Objects::nonNull).count() - LISTED_MAX;
    return more <= 0 ? told : told + language.more(more);
  }
}
