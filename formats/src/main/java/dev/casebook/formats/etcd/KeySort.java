package dev.casebook.formats.etcd;

import dev.casebook.formats.bbolt.KeyOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Sorts the slots of a [KeyTable] by their keys: quicksort on words of eight bytes (Bentley and
/// Sedgewick, "Fast algorithms for sorting and searching strings", 1997).
///
/// Keys of one resource share long beginnings, and lie all over the file. Each is read one word at
/// a time, and a word is read once, into an array that is sorted beside the slots. Where a key lies
/// is found once, too: 20 bytes a key in all.
final class KeySort {

  private static final int SMALL = 12;

  /// A key's place is its offset in the file, above its length if that is short.
  private static final int LENGTH_BITS = 16;

  private static final int LONG = (1 << LENGTH_BITS) - 1;

  private final int[] slots;
  private final long[] words;
  private final long[] places;
  private final KeyTable table;
  private final EntryKeys keys;
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
    sort.sortBehind(0, slots.length, 0);
  }

  private void findPlaces() {
    for (var i = 0; i < slots.length; i++) {
      if (keys.lookAt(table.offset(slots[i]))) {
        places[i] = (keys.key() << LENGTH_BITS) | Math.min(keys.keyLength(), LONG);
      }
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
    var file = keys.element.file();
    var length = (int) places[i] & LONG;
    if (length < LONG) {
      return KeyOrder.word(file, (places[i] >>> LENGTH_BITS) + depth, length - depth);
    }
    return keys.lookAt(table.offset(slots[i]))
        ? KeyOrder.word(file, keys.key() + depth, keys.keyLength() - depth)
        : 0;
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
