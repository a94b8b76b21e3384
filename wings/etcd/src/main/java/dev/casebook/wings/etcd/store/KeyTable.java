package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyOrder;
import java.util.Arrays;

/// Distinct keys of one file, each with the element that stands for it: open addressing, 8 bytes a
/// slot.
///
/// No key is held. A slot is the offset of an element (48 bits, so files up to 256 TiB) and 16 bits
/// of the key's hash; a key is compared where it lies in the file, and only when those bits agree.
/// A table that counts has 20 bytes more a slot. At most three of four slots are taken.
final class KeyTable {

  static final int SLOTS_MIN = 1 << 10;

  /// The least page that processors have, 4 KiB.
  private static final int PAGE_BITS = 12;

  /// With the 36 bits of a page's number they make less than 64.
  private static final int SLOT_BITS = 24;

  private static final long OFFSET_MASK = (1L << 48) - 1;

  private final EntryKeys keys;
  private final boolean counting;
  private final int slotsMax;
  private long[] entries;
  private int[] counts;
  private long[] recordBytes;
  private long[] valueBytes;
  private int size;

  /// @param slotsMax a power of two, at least [#SLOTS_MIN]
  KeyTable(EntryKeys keys, boolean counting, int slotsMax) {
    this.keys = keys;
    this.counting = counting;
    this.slotsMax = slotsMax;
    var slots = expectedSlots(slotsMax, keys.window().size());
    this.entries = new long[slots];
    this.counts = new int[counting ? slots : 0];
    this.recordBytes = new long[counting ? slots : 0];
    this.valueBytes = new long[counting ? slots : 0];
  }

  /// One slot for each 1 to 2 KiB of file: about twice the keys in a Kubernetes cluster's file, so
  /// that the table seldom grows.
  private static int expectedSlots(int slotsMax, long fileBytes) {
    var slots = Long.highestOneBit(Math.max(SLOTS_MIN, fileBytes >>> 10));
    return (int) Math.min(slotsMax, slots);
  }

  int size() {
    return size;
  }

  /// Whether no further key fits.
  boolean isFull() {
    return size >= slotsMax / 4 * 3;
  }

  /// The key's slot, or the complement of the one it would get.
  int find(FileWindow window, long key, int length) {
    var hash = KeyOrder.hash(window, key, length);
    var mask = entries.length - 1;
    var slot = (int) hash & mask;
    while (entries[slot] != 0) {
      if (entries[slot] >>> 48 == hash >>> 48 && isKeyOf(slot, window, key, length)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return ~slot;
  }

  private boolean isKeyOf(int slot, FileWindow window, long key, int length) {
    return keys.lookAt(offset(slot))
        && KeyOrder.same(keys.window(), keys.key(), keys.keyLength(), window, key, length);
  }

  /// Adds a key that was not found, and gives its slot. The table must not be full.
  int add(int found, FileWindow window, long key, int length, long element) {
    var slot = ~found;
    if (size >= entries.length / 4 * 3) {
      resize(entries.length * 2);
      slot = ~find(window, key, length);
    }
    entries[slot] = (KeyOrder.hash(window, key, length) & ~OFFSET_MASK) | element;
    size++;
    return slot;
  }

  /// Lets another element stand for the key of a slot.
  void replace(int slot, long element) {
    entries[slot] = (entries[slot] & ~OFFSET_MASK) | element;
  }

  void count(int slot, long bytes, long ofValue) {
    counts[slot]++;
    recordBytes[slot] += bytes;
    valueBytes[slot] += ofValue;
  }

  long offset(int slot) {
    return entries[slot] & OFFSET_MASK;
  }

  int counted(int slot) {
    return counts[slot];
  }

  long recordBytes(int slot) {
    return recordBytes[slot];
  }

  long valueBytes(int slot) {
    return valueBytes[slot];
  }

  /// The taken slots in the order of their keys. Valid until a key is added.
  int[] sorted() {
    var slots = slots();
    KeySort.sort(slots, this, keys);
    return slots;
  }

  /// The taken slots in the order in which their elements' pages lie in the file, so that who goes
  /// through them goes through the file once.
  int[] slots() {
    var pagesAndSlots = new long[size];
    var n = 0;
    for (var slot = 0; slot < entries.length; slot++) {
      if (entries[slot] != 0) {
        pagesAndSlots[n++] = (offset(slot) >>> PAGE_BITS << SLOT_BITS) | slot;
      }
    }
    Arrays.sort(pagesAndSlots);
    var slots = new int[size];
    for (var i = 0; i < size; i++) {
      slots[i] = (int) pagesAndSlots[i] & ((1 << SLOT_BITS) - 1);
    }
    return slots;
  }

  /// Keeps the keys in the given slots alone; sorts the slots by number.
  void retain(int[] slots) {
    Arrays.sort(slots);
    var next = 0;
    for (var slot = 0; slot < entries.length; slot++) {
      if (next < slots.length && slots[next] == slot) {
        next++;
      } else {
        entries[slot] = 0;
      }
    }
    size = slots.length;
    resize(entries.length);
  }

  void clear() {
    Arrays.fill(entries, 0);
    Arrays.fill(counts, 0);
    Arrays.fill(recordBytes, 0);
    Arrays.fill(valueBytes, 0);
    size = 0;
  }

  private void resize(int slots) {
    var oldEntries = entries;
    var oldCounts = counts;
    var oldRecordBytes = recordBytes;
    var oldValueBytes = valueBytes;
    entries = new long[slots];
    counts = new int[counting ? slots : 0];
    recordBytes = new long[counting ? slots : 0];
    valueBytes = new long[counting ? slots : 0];
    for (var old = 0; old < oldEntries.length; old++) {
      if (oldEntries[old] != 0) {
        var slot = freeSlot(oldEntries[old]);
        entries[slot] = oldEntries[old];
        if (counting) {
          counts[slot] = oldCounts[old];
          recordBytes[slot] = oldRecordBytes[old];
          valueBytes[slot] = oldValueBytes[old];
        }
      }
    }
  }

  private int freeSlot(long entry) {
    // The entry holds too few bits of the hash for a large table: the key is hashed again.
    var hash =
        keys.lookAt(entry & OFFSET_MASK)
            ? KeyOrder.hash(keys.window(), keys.key(), keys.keyLength())
            : entry;
    var slot = (int) hash & (entries.length - 1);
    while (entries[slot] != 0) {
      slot = (slot + 1) & (entries.length - 1);
    }
    return slot;
  }
}
