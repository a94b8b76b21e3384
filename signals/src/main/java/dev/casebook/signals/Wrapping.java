package dev.casebook.signals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bytes by which a line shows that its message may not stand in it as the program wrote it:
/// `{` and `\` of JSON and of what escapes, and the escape character of colours.
///
/// logfmt is the one form without them; it has a pattern of its own, [#LOGFMT].
final class Wrapping {
  /// A text among logfmt's other members. Not `msg=audit(…)` and `msg='…'`, which every line of
  /// auditd has and which wrap nothing.
  static final LinePattern LOGFMT = LinePattern.of("logfmt", "msg=(?:[^a']|a[^u])");

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long BRACES = '{' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long ESCAPES = 0x1b * ONES;

  private Wrapping() {}

  /// Whether `bytes[from, to)`, a large text, holds such a byte.
  static boolean isIn(byte[] bytes, int from, int to) {
    return Memchr.isIn(bytes, from, to, (byte) '{')
        || Memchr.isIn(bytes, from, to, (byte) '\\')
        || Memchr.isIn(bytes, from, to, (byte) 0x1b);
  }

  /// The first such byte of `bytes[from, to)`, or -1.
  static int indexOf(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long found = zeros(word ^ BRACES) | zeros(word ^ BACKSLASHES) | zeros(word ^ ESCAPES);
      if ((found & HIGH_BITS) != 0) {
        break;
      }
      i += Long.BYTES;
    }
    while (i < to) {
      byte b = bytes[i];
      if (b == '{' || b == '\\' || b == 0x1b) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /// High bits that are set where a byte is zero, and nowhere if none is.
  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }
}
