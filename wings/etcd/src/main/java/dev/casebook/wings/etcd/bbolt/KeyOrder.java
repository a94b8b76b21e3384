package dev.casebook.wings.etcd.bbolt;

/// The order of keys: byte by byte, unsigned, a prefix first.
public final class KeyOrder {

  private KeyOrder() {}

  /// Compares `aLength` bytes at `a` with `bLength` bytes at `b`; the ranges must lie in their
  /// files. Each place is best seen through a window of its own.
  public static int compare(
      FileWindow left, long a, int aLength, FileWindow right, long b, int bLength) {
    var shared = Math.min(aLength, bLength);
    var i = 0;
    for (; i <= shared - Long.BYTES; i += Long.BYTES) {
      var x = left.bigEndian(a + i);
      var y = right.bigEndian(b + i);
      if (x != y) {
        return Long.compareUnsigned(x, y);
      }
    }
    for (; i < shared; i++) {
      var difference = Byte.compareUnsigned(left.octet(a + i), right.octet(b + i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(aLength, bLength);
  }

  /// Whether two ranges hold the same bytes.
  public static boolean same(
      FileWindow left, long a, int aLength, FileWindow right, long b, int bLength) {
    return aLength == bLength && compare(left, a, aLength, right, b, bLength) == 0;
  }

  /// Up to eight bytes from `offset`, as a number that sorts as they do; zeros beyond `length`.
  public static long word(FileWindow file, long offset, int length) {
    if (length >= Long.BYTES) {
      return file.bigEndian(offset);
    }
    var word = 0L;
    for (var i = 0; i < length; i++) {
      word |= (file.octet(offset + i) & 0xFFL) << (56 - 8 * i);
    }
    return word;
  }

  /// A well-mixed hash of a range.
  public static long hash(FileWindow file, long offset, int length) {
    var hash = length * 0x9E3779B97F4A7C15L;
    var i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      hash = mix(hash ^ file.bigEndian(offset + i));
    }
    return mix(hash ^ word(file, offset + i, length - i));
  }

  private static long mix(long hash) {
    var mixed = hash * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
