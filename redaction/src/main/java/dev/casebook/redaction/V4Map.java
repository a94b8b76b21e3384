package dev.casebook.redaction;

import java.util.Arrays;

/// IPv4 addresses and what becomes of them: sixteen bytes an address, where a map of objects takes
/// eighty. Zero is no key of it; it is never replaced.
final class V4Map {

  private int[] keys = new int[1 << 10];
  private int[] values = new int[1 << 10];
  private int size;

  int size() {
    return size;
  }

  private int slot(int key) {
    int at = ((key * 0x9E3779B9) >>> 7) & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  boolean contains(int key) {
    return key != 0 && keys[slot(key)] == key;
  }

  /// Zero where there is none.
  int at(int key) {
    return values[slot(key)];
  }

  void put(int key, int value) {
    if (key == 0) {
      return;
    }
    if (size * 2 >= keys.length) {
      grow();
    }
    int at = slot(key);
    size += keys[at] == 0 ? 1 : 0;
    keys[at] = key;
    values[at] = value;
  }

  private void grow() {
    var oldKeys = keys;
    var oldValues = values;
    keys = new int[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }

  /// In their order as unsigned numbers.
  int[] sortedKeys() {
    int[] all = Arrays.stream(keys).filter(key -> key != 0).map(key -> key ^ (1 << 31)).toArray();
    Arrays.sort(all);
    for (int i = 0; i < all.length; i++) {
      all[i] ^= 1 << 31;
    }
    return all;
  }
}
