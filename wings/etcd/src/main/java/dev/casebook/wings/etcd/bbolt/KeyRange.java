package dev.casebook.wings.etcd.bbolt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// The keys that a page may hold: from `low` on, and below `high`. The bounds lie in the file; the
/// offset of one that is missing is [#NONE].
public record KeyRange(MemorySegment file, long low, int lowLength, long high, int highLength) {

  public static final long NONE = -1;

  /// No bounds.
  public static KeyRange all(MemorySegment file) {
    return new KeyRange(file, NONE, 0, NONE, 0);
  }

  boolean isAboveLow(FileWindow bounds, FileWindow keys, long key, int length) {
    return low == NONE || KeyOrder.compare(bounds, low, lowLength, keys, key, length) <= 0;
  }

  boolean isBelowHigh(FileWindow bounds, FileWindow keys, long key, int length) {
    return high == NONE || KeyOrder.compare(keys, key, length, bounds, high, highLength) < 0;
  }

  /// Whether a key of the same file is in the range.
  ///
  /// @param bounds where the range is looked at
  /// @param keys where the key is looked at
  public boolean contains(FileWindow bounds, FileWindow keys, long key, int length) {
    return isAboveLow(bounds, keys, key, length) && isBelowHigh(bounds, keys, key, length);
  }

  /// From the low bound of this range to the high bound of the other.
  KeyRange through(KeyRange other) {
    return new KeyRange(file, low, lowLength, other.high, other.highLength);
  }

  /// The range in words: `keys from A to before B`.
  public String describe(KeyNames names) {
    if (low == NONE && high == NONE) {
      return "all keys";
    }
    var from = low == NONE ? "the first key" : names.name(bytes(low, lowLength));
    return high == NONE
        ? "keys from " + from + " on"
        : "keys from " + from + " to before " + names.name(bytes(high, highLength));
  }

  private byte[] bytes(long offset, int length) {
    return file.asSlice(offset, Math.min(length, KeyNames.NAMED_BYTES_MAX)).toArray(JAVA_BYTE);
  }
}
