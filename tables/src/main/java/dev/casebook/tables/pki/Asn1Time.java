package dev.casebook.tables.pki;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// UTCTime and GeneralizedTime as certificates write them: `YYMMDDHHMMSSZ` and `YYYYMMDDHHMMSSZ`.
public final class Asn1Time {

  private static final Pattern TIME =
      Pattern.compile("([0-9]{2}|[0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})Z");

  private Asn1Time() {}

  /// Two digits from 50 on are of the 20th century (RFC 5280, 4.1.2.5.1). Null if it is no time.
  public static @Nullable Instant of(String written) {
    var time = TIME.matcher(written);
    if (!time.matches()) {
      return null;
    }
    try {
      return LocalDateTime.of(
              year(time.group(1)),
              number(time, 2),
              number(time, 3),
              number(time, 4),
              number(time, 5),
              number(time, 6))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// As a certificate has it: two digits of the year up to 2049, four from 2050 on (RFC 5280,
  /// 4.1.2.5).
  public static String text(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    return (year >= FIRST_OF_TWO_DIGITS && year < FIRST_OF_TWO_DIGITS + 100 ? SHORT : LONG)
        .format(time);
  }

  private static final int FIRST_OF_TWO_DIGITS = 1950;

  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    if (digits.length() == 4) {
      return year;
    }
    return year < 50 ? 2000 + year : 1900 + year;
  }

  private static int number(Matcher time, int group) {
    return Integer.parseInt(time.group(group));
  }
}
