package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;

/// Which paths have been seen, as 64-bit fingerprints: sixteen bytes a path at most, however long
/// it is.
///
/// Fingerprints are polynomials over a secret point modulo 2^61 - 1, seven bytes a digit and the
/// length as the first, so that no archive can be made whose paths collide: two of a million do by
/// chance once in ten million archives, and the price is a wrong notice.
final class PathSet {
  private static final long PRIME = (1L << 61) - 1;

  /// Two million, in 32 MiB: ten times what the largest support bundles hold.
  private static final int PATHS_MAX = 2_000_000;

  private static final int FIRST_SLOTS = 1 << 10;
  private static final long SEVEN_BYTES = (1L << 56) - 1;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long point = ThreadLocalRandom.current().nextLong(1L << 20, PRIME);

  /// Open addressing; zero is a free slot.
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  /// Adds a path; false when it was there. One more than can be remembered was not.
  boolean add(String path) {
    if (size == PATHS_MAX) {
      return true;
    }
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
    var bytes = path.getBytes(UTF_8);
    int length = bytes.length;
    long sum = length + 1L;
    int i = 0;
    for (; i + Long.BYTES <= length; i += 7) {
      sum = multiply(sum, point) + ((long) LONG.get(bytes, i) & SEVEN_BYTES);
    }
    long rest = 0;
    for (; i < length; i++) {
      rest = (rest << 8) | (bytes[i] & 0xFF);
    }
    sum = multiply(sum, point) + rest;
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
