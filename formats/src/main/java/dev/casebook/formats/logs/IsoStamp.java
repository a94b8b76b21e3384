package dev.casebook.formats.logs;

/// The time with its date in digits, year first, as ISO 8601 and its neighbours write it:
/// `2026-11-22T10:47:18.467705+01:00`, `2026-11-22 10:58:02,243`, `2026/11/22 10:58:02`,
/// `2026-11-22 10:58:02.243 UTC`.
final class IsoStamp {
  /// `2026-11-22T10:47:18`
  private static final int SHORTEST = 19;

  private static final long MINUTE = 60 * CivilTime.SECOND;

  private static final byte[] UTC = Bytes.of("UTC");
  private static final byte[] GMT = Bytes.of("GMT");

  private IsoStamp() {}

  /// Reads the time at `at` into the line and returns where it ends, or -1.
  static int read(byte[] b, int at, int to, LogLine line) {
    if (to - at < SHORTEST || b[at] > '9') {
      return -1;
    }
    byte dash = b[at + 4];
    byte separator = b[at + 10];
    boolean dashed = (dash == '-' || dash == '/') && b[at + 7] == dash;
    if (!dashed || (separator != 'T' && separator != ' ')) {
      return -1;
    }
    int end = fractionEnd(b, at + SHORTEST, to);
    int micro = end > at + SHORTEST ? Digits.micros(b, at + SHORTEST + 1, end) : 0;
    long wall =
        CivilTime.micros(
            Digits.four(b, at),
            Digits.two(b, at + 5),
            Digits.two(b, at + 8),
            Digits.clock(b, at + 11),
            micro);
    if (wall < 0) {
      return -1;
    }
    return zone(b, end, to, wall, line);
  }

  /// Where a fraction of a second that may follow ends.
  static int fractionEnd(byte[] b, int at, int to) {
    if (to - at >= 2 && (b[at] == '.' || b[at] == ',') && Digits.isDigit(b[at + 1])) {
      return Digits.end(b, at + 1, to);
    }
    return at;
  }

  /// Stamps the line with a wall-clock time, or with an instant where a zone follows it: `Z`,
  /// `+01:00`, `+0100`, `+01`, ` +0100`, ` UTC`. Returns where that ends. Of zones with a name only
  /// UTC is known: `CST` is three different ones.
  static int zone(byte[] b, int at, int to, long wall, LogLine line) {
    byte next = Bytes.at(b, at, to);
    if (next == 'Z' && !Bytes.isLetter(Bytes.at(b, at + 1, to))) {
      line.stamped(StampKind.INSTANT, wall);
      return at + 1;
    }
    if (next == '+' || next == '-') {
      return offset(b, at, to, wall, line);
    }
    if (next == ' ' && to - at >= 4) {
      if (Digits.end(b, at + 2, to) == at + 6) {
        int end = offset(b, at + 1, to, wall, line);
        return line.stampKind == StampKind.LOCAL ? at : end;
      }
      if ((Bytes.startsWith(b, at + 1, to, UTC) || Bytes.startsWith(b, at + 1, to, GMT))
          && !Bytes.isLetter(Bytes.at(b, at + 4, to))) {
        line.stamped(StampKind.INSTANT, wall);
        return at + 4;
      }
    }
    line.stamped(StampKind.LOCAL, wall);
    return at;
  }

  /// Reads the sign and digits of an offset at `at`; where they are none the time stays local.
  static int offset(byte[] b, int at, int to, long wall, LogLine line) {
    int digits = Digits.end(b, at + 1, to) - at - 1;
    int end = at + 3;
    int minutes = 0;
    if (digits == 4) {
      minutes = Digits.two(b, at + 3);
      end = at + 5;
    } else if (digits == 2 && Bytes.at(b, at + 3, to) == ':' && to - at >= 6) {
      minutes = Digits.two(b, at + 4);
      end = at + 6;
    } else if (digits != 2) {
      minutes = -1;
    }
    int hours = digits < 2 ? -1 : Digits.two(b, at + 1);
    boolean signed = b[at] == '+' || b[at] == '-';
    if (!signed || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
      line.stamped(StampKind.LOCAL, wall);
      return at;
    }
    long east = (hours * 60 + minutes) * MINUTE;
    line.stamped(StampKind.INSTANT, b[at] == '-' ? wall + east : wall - east);
    return end;
  }
}
