package dev.casebook.formats.logs;

/// OpenVPN with `--machine-readable-output`: seconds, the message's flags in hexadecimal, text
/// (OpenVPN's `error.c`, `x_msg_va`).
///
/// ```
/// 1665061234.123456 40 client/203.0.113.5:49201 MULTI: bad source address from client [192.0.2.5]
/// 1665061234.123457 1 WARNING: Failed to stat CRL file, not reloading CRL.
/// ```
///
/// The flags are those of `error.h`: `M_FATAL` 0x10, `M_NONFATAL` 0x20, `M_WARN` 0x40, `M_DEBUG`
/// 0x80; below them stands the verbosity.
final class OpenVpnMachine {
  private static final int LONGEST_FLAGS = 8;

  private OpenVpnMachine() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int end = EpochStamp.read(b, at, line.to, line);
    boolean micros = end > 0 && end - at == 17 && line.stampKind == StampKind.INSTANT;
    if (!micros || Bytes.at(b, end, line.to) != ' ') {
      return false;
    }
    int flags = 0;
    boolean hasDigit = false;
    int p = end + 1;
    for (; p < line.to && p - end <= LONGEST_FLAGS && b[p] != ' '; p++) {
      int digit = Character.digit(b[p], 16);
      if (digit < 0 || Character.isUpperCase(b[p])) {
        return false;
      }
      hasDigit |= digit < 10;
      flags = (flags << 4) | digit;
    }
    if (!hasDigit || Bytes.at(b, p, line.to) != ' ') {
      return false;
    }
    OpenVpn.unstamped(line);
    line.messageFrom(p + 1);
    level(line, flags);
    return true;
  }

  private static void level(LogLine line, int flags) {
    if ((flags & 0x10) != 0) {
      line.level = Level.CRIT;
    } else if ((flags & 0x20) != 0) {
      line.level = Level.ERR;
    } else if ((flags & 0x40) != 0) {
      line.level = Level.WARNING;
    } else if ((flags & 0x80) != 0) {
      line.level = Level.DEBUG;
    } else {
      Wrapped.leadingWord(line, line.bytes, line.message.from(), line.to);
      line.level = line.level == null ? Level.INFO : line.level;
    }
  }
}
