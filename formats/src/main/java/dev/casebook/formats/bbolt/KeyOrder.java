package dev.casebook.formats.bbolt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The order of keys: byte by byte, unsigned, a prefix first. Works where the bytes lie, without
/// copies.
public final class KeyOrder {

  /// Eight bytes as a number whose unsigned order is the order of the bytes.
  private static final ValueLayout.OfLong BIG_ENDIAN =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private KeyOrder() {}

  /// Compares `aLength` bytes at `a` with `bLength` bytes at `b`; the ranges must lie in their
  /// segments.
  public static int compare(
      MemorySegment left, long a, int aLength, MemorySegment right, long b, int bLength) {
    var shared = Math.min(aLength, bLength);
    var i = 0;
    for (; i <= shared - Long.BYTES; i += Long.BYTES) {
      var x = left.get(BIG_ENDIAN, a + i);
      var y = right.get(BIG_ENDIAN, b + i);
      if (x != y) {
        return Long.compareUnsigned(x, y);
      }
    }
    for (; i < shared; i++) {
      var difference =
          Byte.compareUnsigned(left.get(JAVA_BYTE, a + i), right.get(JAVA_BYTE, b + i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(aLength, bLength);
  }

  /// Whether two ranges hold the same bytes.
  public static boolean same(
      MemorySegment left, long a, int aLength, MemorySegment right, long b, int bLength) {
    return aLength == bLength && compare(left, a, aLength, right, b, bLength) == 0;
  }

  /// Up to eight bytes from `offset`, as a number that sorts as they do; zeros beyond `length`.
  public static long word(MemorySegment file, long offset, int length) {
    if (length >= Long.BYTES) {
      return file.get(BIG_ENDIAN, offset);
    }
    var word = 0L;
    for (var i = 0; i < length; i++) {
      word |= (file.get(JAVA_BYTE, offset + i) & 0xFFL) << (56 - 8 * i);
    }
    return word;
  }

  /// A well-mixed hash of a range.
  public static long hash(MemorySegment file, long offset, int length) {
    var hash = length * 0x9E3779B97F4A7C15L;
    var i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      hash = mix(hash ^ file.get(BIG_ENDIAN, offset + i));
    }
    return mix(hash ^ word(file, offset + i, length - i));
  }

  private static long mix(long hash) {
    var mixed = hash * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
