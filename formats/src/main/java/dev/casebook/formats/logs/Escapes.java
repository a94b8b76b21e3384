package dev.casebook.formats.logs;

/// Backslash escapes of JSON strings (RFC 8259, section 7) and of Go's quoted strings, which logfmt
/// uses, put back into the bytes they stand for.
final class Escapes {
  private Escapes() {}

  /// Decodes `source[from, to)` to `target` from `at` on and returns where it ends. The result is
  /// never longer than the source. An escape that neither knows stays as it is.
  static int decode(byte[] source, int from, int to, byte[] target, int at) {
    int i = from;
    int end = at;
    while (i < to) {
      int backslash = LineSplitter.indexOf(source, i, to, (byte) '\\');
      int run = (backslash < 0 ? to : backslash) - i;
      System.arraycopy(source, i, target, end, run);
      i += run;
      end += run;
      if (i < to) {
        long step = escape(source, i, to, target, end);
        i = (int) (step >>> 32);
        end = (int) step;
      }
    }
    return end;
  }

  /// Decodes the escape at `i`; returns where the source goes on (high half) and where the target
  /// ends (low half).
  private static long escape(byte[] source, int i, int to, byte[] target, int end) {
    byte kind = Bytes.at(source, i + 1, to);
    int plain = plain(kind);
    if (plain >= 0) {
      target[end] = (byte) plain;
      return step(i + 2, end + 1);
    }
    int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : kind == 'U' ? 8 : 0;
    int value = digits == 0 ? -1 : hex(source, i + 2, i + 2 + digits, to);
    if (value < 0) {
      target[end] = '\\';
      return step(i + 1, end + 1);
    }
    int next = i + 2 + digits;
    if (kind == 'x') {
      target[end] = (byte) value;
      return step(next, end + 1);
    }
    if (Character.isHighSurrogate((char) value) && value < 0x10000) {
      boolean paired = Bytes.at(source, next, to) == '\\' && Bytes.at(source, next + 1, to) == 'u';
      int low = paired ? hex(source, next + 2, next + 6, to) : -1;
      if (low >= 0xdc00 && low < 0xe000) {
        value = Character.toCodePoint((char) value, (char) low);
        next += 6;
      }
    }
    return step(next, Utf8.encode(value, target, end));
  }

  private static int plain(byte kind) {
    return switch (kind) {
      case '"', '\\', '/', '\'' -> kind;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'a' -> 7;
      case 'v' -> 11;
      default -> -1;
    };
  }

  private static long step(int source, int target) {
    return ((long) source << 32) | target;
  }

  /// The value of hexadecimal digits, or -1 where one is not one.
  private static int hex(byte[] b, int from, int to, int limit) {
    if (to > limit) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0 || value > Integer.MAX_VALUE >> 4) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }
}
