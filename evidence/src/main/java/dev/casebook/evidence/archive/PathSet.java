package dev.casebook.evidence.archive;

import java.util.concurrent.ThreadLocalRandom;

/// Which paths have been seen, as 64-bit fingerprints: sixteen bytes a path at most, however long
/// it is.
///
/// Fingerprints are polynomials over a secret point modulo 2^61 - 1, three characters a digit and
/// the length as the first, so that no archive can be made whose paths collide: two of a million do
/// by chance once in ten million archives, and the price is a wrong notice.
final class PathSet {
  private static final long PRIME = (1L << 61) - 1;
  private static final int FIRST_SLOTS = 1 << 10;

  private final long point = ThreadLocalRandom.current().nextLong(1L << 20, PRIME);

  /// Open addressing; zero is a free slot.
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  /// Adds a path; false when it was there.
  boolean add(String path) {
    if (size >= slots.length / 4 * 3) {
      grow();
    }
    if (!put(slots, fingerprint(path))) {
      return false;
    }
    size++;
    return true;
  }

  private long fingerprint(String path) {
    int length = path.length();
    long sum = length + 1L;
    int i = 0;
    for (; i + 3 <= length; i += 3) {
      long three =
          path.charAt(i) | (long) path.charAt(i + 1) << 16 | (long) path.charAt(i + 2) << 32;
      sum = multiply(sum, point) + three;
    }
    for (; i < length; i++) {
      sum = multiply(sum, point) + path.charAt(i);
    }
    return multiply(sum, point) + 1;
  }

  /// The product modulo 2^61 - 1 of two numbers below 2^62.
  private static long multiply(long a, long b) {
    long high = (Math.multiplyHigh(a, b) << 3) | ((a * b) >>> 61);
    long sum = (a * b & PRIME) + high;
    return sum >= PRIME ? sum - PRIME : sum;
  }

  private static boolean put(long[] slots, long fingerprint) {
    int mask = slots.length - 1;
    int at = (int) fingerprint & mask;
    while (slots[at] != 0) {
      if (slots[at] == fingerprint) {
        return false;
      }
      at = at + 1 & mask;
    }
    slots[at] = fingerprint;
    return true;
  }

  private void grow() {
    var larger = new long[2 * slots.length];
    for (long fingerprint : slots) {
      if (fingerprint != 0) {
        put(larger, fingerprint);
      }
    }
    slots = larger;
  }
}
