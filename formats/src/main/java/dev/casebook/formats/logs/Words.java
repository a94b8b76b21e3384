package dev.casebook.formats.logs;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A fixed table from short words to values, asked with bytes in place; ASCII letters of either
/// case are the same.
final class Words<V> {
  private static final int SLOTS = 256;

  private final byte[][] words = new byte[SLOTS][];
  private final @Nullable Object[] values = new @Nullable Object[SLOTS];
  private int size;
  private int longest;

  /// Adds words that are separated by single spaces.
  Words<V> with(V value, String words) {
    for (var word : words.split(" ")) {
      add(word.getBytes(StandardCharsets.UTF_8), value);
    }
    return this;
  }

  private void add(byte[] word, V value) {
    if (++size > SLOTS / 2) {
      throw new IllegalStateException("the table is full");
    }
    int slot = slot(word, 0, word.length);
    while (values[slot] != null) {
      slot = (slot + 1) % SLOTS;
    }
    words[slot] = word;
    values[slot] = value;
    longest = Math.max(longest, word.length);
  }

  @SuppressWarnings("unchecked") // only values of V are put in
  @Nullable V get(byte[] bytes, int from, int to) {
    if (to <= from || to - from > longest) {
      return null;
    }
    int slot = slot(bytes, from, to);
    while (values[slot] != null) {
      if (same(words[slot], bytes, from, to)) {
        return (V) values[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    return null;
  }

  private static boolean same(byte[] word, byte[] bytes, int from, int to) {
    if (word.length != to - from) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (lower(word[i]) != lower(bytes[from + i])) {
        return false;
      }
    }
    return true;
  }

  private static int slot(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + lower(bytes[i]);
    }
    return (hash ^ (hash >>> 8)) & (SLOTS - 1);
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }
}
