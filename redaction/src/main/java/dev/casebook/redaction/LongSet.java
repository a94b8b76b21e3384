package dev.casebook.redaction;

/// Hashes of words, of which most that are asked for are not in it: eight bytes each, where a set
/// of objects takes fifty.
final class LongSet {

  private long[] keys = new long[1 << 6];
  private int size;
  private boolean hasZero;

  private int slot(long key) {
    int at = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 40) & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  boolean contains(long key) {
    return key == 0 ? hasZero : keys[slot(key)] == key;
  }

  /// @return whether it is new
  boolean add(long key) {
    if (contains(key)) {
      return false;
    }
    size++;
    if (key == 0) {
      hasZero = true;
      return true;
    }
    if (size * 2 >= keys.length) {
      grow();
    }
    keys[slot(key)] = key;
    return true;
  }

  private void grow() {
    var old = keys;
    keys = new long[old.length * 2];
    for (long key : old) {
      if (key != 0) {
        keys[slot(key)] = key;
      }
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
