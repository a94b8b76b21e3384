package dev.casebook.formats.logs;

/// OpenVPN Connect, whose log window writes the time as JavaScript does, and whose line ends are
/// pasted as the sign for return.
///
/// ```
/// ⏎1/18/2021, 4:48:23 PM VERIFY FAIL: depth=0, /CN=server [certificate has expired]
/// [Jan 18, 2021, 16:48:23] EVENT: CONNECTING
/// ```
final class OpenVpnConnect {
  private static final byte[] RETURN = {(byte) 0xe2, (byte) 0x8f, (byte) 0x8e};

  private OpenVpnConnect() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int start = Bytes.startsWith(b, at, line.to, RETURN) ? at + RETURN.length : at;
    int end =
        Bytes.at(b, start, line.to) == '['
            ? bracketed(line, start + 1)
            : american(line, start, line.to);
    if (end < 0 || Bytes.at(b, end, line.to) != ' ') {
      return false;
    }
    OpenVpn.unstamped(line);
    line.messageFrom(end + 1);
    return true;
  }

  /// `1/18/2021, 4:48:23 PM`: month, day and year, and a clock of twelve hours.
  private static int american(LogLine line, int at, int to) {
    var b = line.bytes;
    int monthEnd = Digits.end(b, at, Math.min(to, at + 2));
    int day = monthEnd + 1;
    int dayEnd = Digits.end(b, Math.min(day, to), Math.min(to, day + 2));
    int year = dayEnd + 1;
    if (monthEnd == at || dayEnd <= day || b[monthEnd] != '/' || to - year < 15) {
      return -1;
    }
    boolean shaped = b[dayEnd] == '/' && b[year + 4] == ',' && b[year + 5] == ' ';
    int hour = year + 6;
    int hourEnd = Digits.end(b, hour, Math.min(to, hour + 2));
    int half = hourEnd + 7;
    if (!shaped || hourEnd == hour || to - half < 2 || b[half - 1] != ' ' || b[half + 1] != 'M') {
      return -1;
    }
    int date = month(b, at, monthEnd) * 100 + month(b, day, dayEnd);
    int clock = clock(b, hour, hourEnd, b[half]);
    return stamped(line, Digits.four(b, year), date, clock) ? half + 2 : -1;
  }

  private static int month(byte[] b, int from, int to) {
    return (int) Digits.value(b, from, to);
  }

  /// The seconds since midnight, or -1.
  private static int clock(byte[] b, int hour, int hourEnd, byte half) {
    int hours = (int) Digits.value(b, hour, hourEnd);
    int minutes = Digits.two(b, hourEnd + 1);
    int seconds = Digits.two(b, hourEnd + 4);
    boolean shaped = b[hourEnd] == ':' && b[hourEnd + 3] == ':' && (half == 'A' || half == 'P');
    if (!shaped || hours < 1 || hours > 12 || minutes < 0 || minutes > 59 || seconds < 0) {
      return -1;
    }
    return ((hours % 12 + (half == 'P' ? 12 : 0)) * 60 + minutes) * 60 + Math.min(seconds, 60);
  }

  /// `Jan 18, 2021, 16:48:23]`
  private static int bracketed(LogLine line, int at) {
    var b = line.bytes;
    int to = line.to;
    if (to - at < 22) {
      return -1;
    }
    int month = MonthNames.english(b, at);
    int dayEnd = Digits.end(b, at + 4, at + 6);
    int year = dayEnd + 2;
    if (month == 0 || dayEnd == at + 4 || b[dayEnd] != ',' || to - year < 15) {
      return -1;
    }
    boolean shaped = b[year + 4] == ',' && b[year + 5] == ' ' && b[year + 14] == ']';
    int date = month * 100 + (int) Digits.value(b, at + 4, dayEnd);
    return shaped && stamped(line, Digits.four(b, year), date, Digits.clock(b, year + 6))
        ? year + 15
        : -1;
  }

  private static boolean stamped(LogLine line, int year, int date, int second) {
    long micros = CivilTime.micros(year, date / 100, date % 100, second, 0);
    line.stamped(StampKind.LOCAL, micros);
    return micros >= 0;
  }
}
