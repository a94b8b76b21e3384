package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decimal digits read in place.
final class Digits {
  /// The most digits that [#value] can hold.
  static final int MAX = 18;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// `00:00:00`, which reads the same from both ends.
  private static final long MIDNIGHT = 0x30303A30303A3030L;

  /// Added to eight bytes it lifts what is not a digit, or not a colon in its place, above 0x7f.
  private static final long DIGIT_OR_COLON = 0x76767F76767F7676L;

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Digits() {}

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// The two digits at `at`, or -1.
  static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
  }

  /// The four digits at `at`, or -1.
  static int four(byte[] b, int at) {
    int high = two(b, at);
    int low = two(b, at + 2);
    return (high | low) < 0 ? -1 : high * 100 + low;
  }

  /// The seconds since midnight of the eight bytes `hh:mm:ss` at `at`, or -1. A leap second, 60, is
  /// a second of the next minute.
  static int clock(byte[] b, int at) {
    long x = (long) LONGS.get(b, at) ^ MIDNIGHT;
    if (((x | (x + DIGIT_OR_COLON)) & HIGH_BITS) != 0) {
      return -1;
    }
    int hour = (int) (x & 0xf) * 10 + (int) ((x >>> 8) & 0xf);
    int minute = (int) ((x >>> 24) & 0xf) * 10 + (int) ((x >>> 32) & 0xf);
    int second = (int) ((x >>> 48) & 0xf) * 10 + (int) (x >>> 56);
    return hour > 23 || minute > 59 || second > 60 ? -1 : (hour * 60 + minute) * 60 + second;
  }

  /// The first byte from `at` on that is not a digit, or `to`.
  static int end(byte[] b, int at, int to) {
    int i = at;
    while (i < to && isDigit(b[i])) {
      i++;
    }
    return i;
  }

  /// The value of at most [#MAX] digits, which must be digits.
  static long value(byte[] b, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }

  /// The microseconds that the digits after a decimal point stand for, finer ones cut off.
  static int micros(byte[] b, int from, int to) {
    int micros = 0;
    for (int i = from; i < from + 6; i++) {
      micros = micros * 10 + (i < to ? b[i] - '0' : 0);
    }
    return micros;
  }
}
