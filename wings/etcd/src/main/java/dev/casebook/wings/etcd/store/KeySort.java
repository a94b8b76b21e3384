package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.casebook.wings.etcd.bbolt.KeyOrder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Sorts the slots of a [KeyTable] by their keys: quicksort on words of eight bytes (Bentley and
/// Sedgewick, "Fast algorithms for sorting and searching strings", 1997).
///
/// Keys of one resource share long beginnings, and lie all over the file. Each is read one word at
/// a time, and a word is read once, into an array that is sorted beside the slots. Where a key lies
/// is found once, too: 20 bytes a key in all. Keys that fit are copied side by side first, for the
/// pages of a large file are far from each other to a processor's caches.
final class KeySort {

  private static final int SMALL = 12;

  /// A key's place is its offset in the file, above its length if that is short.
  private static final int LENGTH_BITS = 16;

  private static final int LONG = (1 << LENGTH_BITS) - 1;

  /// Enough for half a million usual keys.
  private static final int COPY_BYTES_MAX = 32 << 20;

  private static final ValueLayout.OfLong WORD =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int[] slots;
  private final long[] words;
  private final long[] places;
  private final KeyTable table;
  private final EntryKeys keys;

  /// All keys, if they fit; places then lie in here.
  private byte[] copy = {};

  private final SplittableRandom pivots = new SplittableRandom(1);

  private KeySort(int[] slots, KeyTable table, EntryKeys keys) {
    this.slots = slots;
    this.words = new long[slots.length];
    this.places = new long[slots.length];
    this.table = table;
    this.keys = keys;
  }

  static void sort(int[] slots, KeyTable table, EntryKeys keys) {
    var sort = new KeySort(slots, table, keys);
    sort.findPlaces();
    sort.copyKeys();
    sort.sortBehind(0, slots.length, 0);
  }

  private void findPlaces() {
    for (var i = 0; i < slots.length; i++) {
      if (keys.lookAt(table.offset(slots[i]))) {
        places[i] = (keys.key() << LENGTH_BITS) | Math.min(keys.keyLength(), LONG);
      }
    }
  }

  private void copyKeys() {
    var total = 0L;
    for (var place : places) {
      var length = (int) place & LONG;
      total += length < LONG ? length : COPY_BYTES_MAX;
    }
    if (total > COPY_BYTES_MAX) {
      return;
    }
    copy = new byte[(int) total];
    var at = 0;
    for (var i = 0; i < places.length; i++) {
      var length = (int) places[i] & LONG;
      MemorySegment.copy(
          keys.window().file(), JAVA_BYTE, places[i] >>> LENGTH_BITS, copy, at, length);
      places[i] = ((long) at << LENGTH_BITS) | length;
      at += length;
    }
  }

  /// Sorts `from` to before `to`, whose keys agree in the first `depth` bytes.
  ///
  /// Recursion goes into groups with one more common word only; keys whose words are all read are
  /// done.
  private void sortBehind(int from, int to, int depth) {
    var start = from;
    var behind = depth;
    while (to - start > 1) {
      start = moveEndedToFront(start, to, behind);
      for (var i = start; i < to; i++) {
        words[i] = word(i, behind);
      }
      sortWords(start, to);
      var largest = sortEqualsButLargest(start, to, behind + Long.BYTES);
      if (largest < 0) {
        return;
      }
      // The largest group is not recursed into, so the depth of recursion is logarithmic.
      to = endOfEquals(largest, to);
      start = largest;
      behind += Long.BYTES;
    }
  }

  /// Sorts each group of equal words by what follows, but for the largest, whose start it gives; -1
  /// if no group has two.
  private int sortEqualsButLargest(int from, int to, int depth) {
    var largest = -1;
    var largestSize = 1;
    for (var start = from; start < to; ) {
      var end = endOfEquals(start, to);
      if (end - start > largestSize) {
        largest = start;
        largestSize = end - start;
      }
      start = end;
    }
    for (var start = from; start < to; ) {
      var end = endOfEquals(start, to);
      if (start != largest && end - start > 1) {
        sortBehindKeepingWords(start, end, depth);
      }
      start = end;
    }
    return largest;
  }

  private void sortBehindKeepingWords(int from, int to, int depth) {
    var word = words[from];
    sortBehind(from, to, depth);
    Arrays.fill(words, from, to, word);
  }

  private int endOfEquals(int start, int to) {
    var end = start + 1;
    while (end < to && words[end] == words[start]) {
      end++;
    }
    return end;
  }

  /// Keys that end within the first `depth` bytes come first, the shortest first: their last word
  /// was filled with zeros, so they differ from each other in length alone.
  private int moveEndedToFront(int from, int to, int depth) {
    var front = from;
    for (var i = from; i < to; i++) {
      var length = length(i);
      if (length <= depth) {
        var j = front++;
        swap(i, j);
        for (; j > from && length(j - 1) > length; j--) {
          swap(j, j - 1);
        }
      }
    }
    return front;
  }

  private void sortWords(int from, int to) {
    var low = from;
    var high = to;
    while (high - low > SMALL) {
      var pivot = median(any(low, high), any(low, high), any(low, high));
      var less = low;
      var more = high;
      for (var i = low; i < more; ) {
        var order = Long.compareUnsigned(words[i], pivot);
        if (order < 0) {
          swap(i++, less++);
        } else if (order > 0) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      if (less - low < high - more) {
        sortWords(low, less);
        low = more;
      } else {
        sortWords(more, high);
        high = less;
      }
    }
    insertWords(low, high);
  }

  private void insertWords(int from, int to) {
    for (var i = from + 1; i < to; i++) {
      for (var j = i; j > from && Long.compareUnsigned(words[j - 1], words[j]) > 0; j--) {
        swap(j, j - 1);
      }
    }
  }

  // Picked at random, so that no order of the keys, in a file made for it or not, makes the sort
  // slow.
  private long any(int low, int high) {
    return words[low + pivots.nextInt(high - low)];
  }

  private static long median(long a, long b, long c) {
    if (Long.compareUnsigned(a, b) < 0) {
      return Long.compareUnsigned(b, c) < 0 ? b : Long.compareUnsigned(a, c) < 0 ? c : a;
    }
    return Long.compareUnsigned(a, c) < 0 ? a : Long.compareUnsigned(b, c) < 0 ? c : b;
  }

  private long word(int i, int depth) {
    var length = (int) places[i] & LONG;
    if (copy.length > 0) {
      return copiedWord((int) (places[i] >>> LENGTH_BITS) + depth, length - depth);
    }
    if (length < LONG) {
      return wordInFile((places[i] >>> LENGTH_BITS) + depth, length - depth);
    }
    return keys.lookAt(table.offset(slots[i]))
        ? wordInFile(keys.key() + depth, keys.keyLength() - depth)
        : 0;
  }

  /// No two lie near each other, so a window would not help.
  private long wordInFile(long at, int length) {
    var window = keys.window();
    return length >= Long.BYTES ? window.file().get(WORD, at) : KeyOrder.word(window, at, length);
  }

  private long copiedWord(int at, int length) {
    if (length >= Long.BYTES) {
      return (long) BIG_ENDIAN.get(copy, at);
    }
    var word = 0L;
    for (var i = 0; i < length; i++) {
      word |= (copy[at + i] & 0xFFL) << (56 - 8 * i);
    }
    return word;
  }

  private int length(int i) {
    var length = (int) places[i] & LONG;
    if (length < LONG) {
      return length;
    }
    return keys.lookAt(table.offset(slots[i])) ? keys.keyLength() : 0;
  }

  private void swap(int i, int j) {
    var slot = slots[i];
    slots[i] = slots[j];
    slots[j] = slot;
    var word = words[i];
    words[i] = words[j];
    words[j] = word;
    var place = places[i];
    places[i] = places[j];
    places[j] = place;
  }
}
