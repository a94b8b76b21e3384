package dev.casebook.formats.logs;

/// The time as a number: seconds since 1970 in `1795344438.467705`, or since the machine's start in
/// the kernel's `1380.681543`.
final class EpochStamp {
  /// No machine has run for 31 years; a larger number of seconds counts from 1970.
  private static final long LONGEST_UPTIME_SECONDS = 1_000_000_000;

  /// 2199, the last year in which a number is taken for a time.
  private static final long LAST_SECOND = 7_258_118_400L;

  private EpochStamp() {}

  /// Reads seconds with at least three decimals into the line and returns where they end, or -1.
  static int read(byte[] b, int at, int to, LogLine line) {
    int point = Digits.end(b, at, to);
    if (point == at || point - at > 10 || Bytes.at(b, point, to) != '.') {
      return -1;
    }
    int end = Digits.end(b, point + 1, to);
    long seconds = Digits.value(b, at, point);
    if (end - point < 4 || end - point > 10 || seconds >= LAST_SECOND) {
      return -1;
    }
    long micros = seconds * CivilTime.SECOND + Digits.micros(b, point + 1, end);
    var kind = seconds < LONGEST_UPTIME_SECONDS ? StampKind.UPTIME : StampKind.INSTANT;
    line.stamped(kind, micros);
    return end;
  }

  /// Reads a number of JSON or logfmt, which all of `b[at, to)` must be: seconds, milli-, micro- or
  /// nanoseconds since 1970, told apart by their size. False when it is not one.
  static boolean readNumber(byte[] b, int at, int to, LogLine line) {
    int point = Digits.end(b, at, to);
    if (point == at || point - at > Digits.MAX + 1) {
      return false;
    }
    boolean whole = point == to;
    if (!whole && (b[point] != '.' || Digits.end(b, point + 1, to) != to)) {
      return false;
    }
    // 10 digits are seconds, 13 milliseconds, 16 microseconds, 19 nanoseconds, until the year 2286.
    int digits = point - at;
    long number = Digits.value(b, at, Math.min(point, at + 16));
    if (digits == 9 || digits == 10) {
      number = number * CivilTime.SECOND + (whole ? 0 : Digits.micros(b, point + 1, to));
    } else if (digits == 12 || digits == 13) {
      number = number * 1000 + (whole ? 0 : Digits.micros(b, point + 1, to) / 1000);
    } else if (digits != 15 && digits != 16 && digits != 18 && digits != 19) {
      return false;
    } else if (digits == 18) {
      number /= 10; // 15 of 18 digits are microseconds
    }
    if (number >= LAST_SECOND * CivilTime.SECOND) {
      return false;
    }
    line.stamped(StampKind.INSTANT, number);
    return true;
  }
}
