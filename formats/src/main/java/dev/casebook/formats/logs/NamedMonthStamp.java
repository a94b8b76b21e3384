package dev.casebook.formats.logs;

/// The time with a month by its name: `Jun 20 22:53:09`, `Apr 18 17:05:02 2014`, `Nov 22 2026
/// 10:47:18`, `2026 Nov 22 10:47:18`, `Nov 22 10:47:18.467705`, `Nov 22 10:47:18 UTC 2026`, `3月 26
/// 10:42:19`, `22/Nov/2026:10:58:02 +0100`.
///
/// An offset after a time without a year is passed over: there is no kind of stamp for it.
final class NamedMonthStamp {
  /// `Jun 2 22:53:09`
  private static final int SHORTEST = 14;

  /// Stands for the year that is missing: a leap year, so that every date has its place.
  private static final int NO_YEAR = 2000;

  private static final byte[] UTC = Bytes.of("UTC");
  private static final byte[] GMT = Bytes.of("GMT");

  private NamedMonthStamp() {}

  /// Reads month, day and time of day, with a year before or after the time or without, into the
  /// line and returns where it ends, or -1.
  static int read(byte[] b, int at, int to, LogLine line) {
    if (to - at < SHORTEST) {
      return -1;
    }
    int end = line.recent.readStamp(b, at, to, line);
    if (end > 0) {
      return end;
    }
    int month = MonthNames.english(b, at);
    end = month == 0 ? -1 : afterMonth(b, at + 3, to, month, 0, line);
    if (end > 0) {
      line.recent.stamped(b, at, end, line);
    }
    return end;
  }

  /// The same behind a year.
  static int readYearFirst(byte[] b, int at, int to, LogLine line) {
    int year = yearAt(b, at, to);
    if (year == 0 || to - at < 5 + SHORTEST) {
      return -1;
    }
    int month = MonthNames.english(b, at + 5);
    return month == 0 ? -1 : afterMonth(b, at + 8, to, month, year, line);
  }

  /// The same with a month in any language, or in digits.
  static int readLocalized(byte[] b, int at, int to, LogLine line) {
    int nameEnd = at;
    while (nameEnd < to && nameEnd - at <= MonthNames.LONGEST && b[nameEnd] != ' ') {
      nameEnd++;
    }
    int month = MonthNames.of(b, at, nameEnd);
    return month == 0 ? -1 : afterMonth(b, nameEnd, to, month, 0, line);
  }

  private static int afterMonth(byte[] b, int at, int to, int month, int yearBefore, LogLine line) {
    int p = at;
    if (to - p < 11 || b[p] != ' ') {
      return -1;
    }
    p += b[p + 1] == ' ' ? 2 : 1;
    int dayEnd = Digits.end(b, p, to);
    if (dayEnd == p || dayEnd - p > 2 || Bytes.at(b, dayEnd, to) != ' ') {
      return -1;
    }
    int day = (int) Digits.value(b, p, dayEnd);
    p = dayEnd + 1;
    int year = yearBefore == 0 ? yearAt(b, p, to) : yearBefore;
    p += year > 0 && yearBefore == 0 ? 5 : 0;
    if (to - p < 8) {
      return -1;
    }
    int second = Digits.clock(b, p);
    p += 8;
    int end = IsoStamp.fractionEnd(b, p, to);
    int micro = end > p ? Digits.micros(b, p + 1, end) : 0;
    int zone = -1;
    if (year == 0 && Bytes.at(b, end, to) == ' ') {
      zone = zoneBeforeYear(b, end + 1, to);
      int yearAt = zone < 0 ? end + 1 : zone + 1;
      year = yearAt(b, yearAt, to);
      end = year > 0 ? yearAt + 4 : end;
    }
    long micros = CivilTime.micros(year == 0 ? NO_YEAR : year, month, day, second, micro);
    if (micros < 0) {
      return -1;
    }
    line.stamped(year == 0 ? StampKind.YEARLESS : StampKind.LOCAL, micros);
    if (zone > 0) {
      line.stamped(isUtc(b, zone) ? StampKind.INSTANT : StampKind.LOCAL, micros);
      return end;
    }
    byte next = Bytes.at(b, end, to);
    return next == '+' || next == '-' || next == 'Z' ? offset(b, end, to, micros, line) : end;
  }

  /// Reads an offset right behind the time.
  private static int offset(byte[] b, int at, int to, long micros, LogLine line) {
    var kind = line.stampKind;
    int end = IsoStamp.zone(b, at, to, micros, line);
    if (kind == StampKind.YEARLESS) {
      line.stamped(kind, micros);
    }
    return end;
  }

  /// Where the three to five capitals of a zone end that a year follows, or -1.
  private static int zoneBeforeYear(byte[] b, int at, int to) {
    int p = at;
    while (p < to && b[p] >= 'A' && b[p] <= 'Z') {
      p++;
    }
    boolean isZone = p - at >= 3 && p - at <= 5 && Bytes.at(b, p, to) == ' ';
    return isZone && yearAt(b, p + 1, to) > 0 ? p : -1;
  }

  private static boolean isUtc(byte[] b, int end) {
    return Bytes.startsWith(b, end - 3, end, UTC) || Bytes.startsWith(b, end - 3, end, GMT);
  }

  /// Reads `22/Nov/2026:10:58:02 +0100` of web servers and `22-Nov-2026 10:58:02.123` of Tomcat and
  /// BIND into the line and returns where it ends, or -1.
  static int readDayFirst(byte[] b, int at, int to, LogLine line) {
    if (to - at < 20) {
      return -1;
    }
    byte separator = b[at + 2];
    if ((separator != '/' && separator != '-') || b[at + 6] != separator) {
      return -1;
    }
    if (b[at + 11] != (separator == '/' ? ':' : ' ')) {
      return -1;
    }
    int end = IsoStamp.fractionEnd(b, at + 20, to);
    int micro = end > at + 20 ? Digits.micros(b, at + 21, end) : 0;
    int month = MonthNames.english(b, at + 3);
    long wall =
        CivilTime.micros(
            Digits.four(b, at + 7), month, Digits.two(b, at), Digits.clock(b, at + 12), micro);
    return wall < 0 ? -1 : IsoStamp.zone(b, end, to, wall, line);
  }

  /// The year in four digits that end a word, or 0.
  private static int yearAt(byte[] b, int at, int to) {
    if (to - at < 4) {
      return 0;
    }
    int year = Digits.four(b, at);
    byte next = Bytes.at(b, at + 4, to);
    boolean isYear = year >= CivilTime.FIRST_YEAR && year <= CivilTime.LAST_YEAR;
    boolean ends = next == 0 || next == ' ' || next == ']' || next == ')';
    boolean colon = next == ':' && Bytes.at(b, at + 5, to) <= ' '; // else an IPv6 address
    return isYear && (ends || colon) ? year : 0;
  }
}
