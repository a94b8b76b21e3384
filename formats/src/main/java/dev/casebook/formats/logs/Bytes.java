package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Questions to a run of bytes, each within its bound.
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private Bytes() {}

  /// A constant of the formats, which are ASCII.
  static byte[] of(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /// The byte at `at`, or 0 past the end.
  static byte at(byte[] b, int at, int to) {
    return at < to ? b[at] : 0;
  }

  static boolean startsWith(byte[] b, int at, int to, byte[] prefix) {
    return to - at >= prefix.length && equal(b, at, prefix, prefix.length);
  }

  /// Whether so many bytes from `at` on are those of `other`. What is compared here is a few bytes
  /// long, for which a loop takes half the time of [java.util.Arrays#equals].
  static boolean equal(byte[] b, int at, byte[] other, int length) {
    int i = 0;
    while (i <= length - Long.BYTES) {
      if ((long) LONGS.get(b, at + i) != (long) LONGS.get(other, i)) {
        return false;
      }
      i += Long.BYTES;
    }
    while (i < length && b[at + i] == other[i]) {
      i++;
    }
    return i == length;
  }

  /// The first place of `value` from `at` on, or `to`.
  static int find(byte[] b, int at, int to, char value) {
    int i = at;
    while (i < to && b[i] != value) {
      i++;
    }
    return i;
  }

  /// The first byte from `at` on that is neither a space nor a tab, or `to`.
  static int skipBlanks(byte[] b, int at, int to) {
    int i = at;
    while (i < to && (b[i] == ' ' || b[i] == '\t')) {
      i++;
    }
    return i;
  }

  static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  /// The quote from `at` on that no backslash escapes, or `to`.
  static int closingQuote(byte[] b, int at, int to) {
    int p = quoteOrBackslash(b, at, to);
    while (p < to && b[p] == '\\') {
      p = quoteOrBackslash(b, p + 2, to);
    }
    return Math.min(p, to);
  }

  private static int quoteOrBackslash(byte[] b, int at, int to) {
    int p = at;
    while (p <= to - Long.BYTES) {
      long word = (long) LONGS.get(b, p);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long hit = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGH_BITS;
      if (hit != 0) {
        return p + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      p += Long.BYTES;
    }
    while (p < to && b[p] != '"' && b[p] != '\\') {
      p++;
    }
    return p;
  }
}
