package dev.casebook.formats.logs;

/// OpenLDAP's slapd on its standard error or in a file: the time in hexadecimal, with a fraction
/// and the thread since version 2.5 (`lutil_debug`).
///
/// ```
/// 5f3a1b2c conn=1000 op=0 BIND dn="uid=x,dc=example,dc=com" method=128
/// 64a1b2c3.1f2e3d4c 0x7f2 conn=1001 op=1 SEARCH RESULT tag=101 err=32 nentries=0 text=
/// ```
///
/// Eight digits after the point are nanoseconds, five are microseconds.
final class Slapd {
  private static final byte[] PROGRAM = Bytes.of("slapd");

  /// With which a line without a thread must begin: other things have eight hexadecimal digits too.
  private static final byte[][] MESSAGES = {
    Bytes.of("conn="), Bytes.of("slapd "), Bytes.of("daemon: "), Bytes.of("connection_")
  };

  private Slapd() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    long seconds = hex(b, at, at + 8, to);
    if (seconds < 0 || b[at] < '3') {
      return false;
    }
    long micros = 0;
    int end = at + 8;
    boolean isNew = Bytes.at(b, end, to) == '.';
    if (isNew) {
      int fraction = end + 1;
      boolean nanos = hex(b, fraction, fraction + 8, to) >= 0;
      end = fraction + (nanos ? 8 : 5);
      micros = nanos ? hex(b, fraction, end, to) / 1000 : hex(b, fraction, end, to);
    }
    if (micros < 0 || micros >= CivilTime.SECOND || Bytes.at(b, end, to) != ' ') {
      return false;
    }
    int text = isNew ? afterThread(b, end + 1, to) : end + 1;
    if (text < 0 || (!isNew && !expected && !isKnown(b, text, to))) {
      return false;
    }
    line.stamped(StampKind.INSTANT, seconds * CivilTime.SECOND + micros);
    line.program.set(PROGRAM, 0, PROGRAM.length);
    line.messageFrom(text);
    return true;
  }

  private static int afterThread(byte[] b, int at, int to) {
    boolean isThread = Bytes.at(b, at, to) == '0' && Bytes.at(b, at + 1, to) == 'x';
    return isThread ? Math.min(Bytes.find(b, at, to, ' ') + 1, to) : -1;
  }

  private static boolean isKnown(byte[] b, int at, int to) {
    for (var message : MESSAGES) {
      if (Bytes.startsWith(b, at, to, message)) {
        return true;
      }
    }
    return false;
  }

  /// The value of lower-case digits, or -1 where one is not one.
  private static long hex(byte[] b, int from, int end, int to) {
    if (end > to) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = Digits.isDigit(b[i]) ? b[i] - '0' : b[i] >= 'a' && b[i] <= 'f' ? b[i] - 87 : -1;
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }
}
