package dev.casebook.signals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Beginnings of messages of which is known what values a signal's pattern finds there, whatever
/// follows: where a log has a hit on every line, they come again and again.
///
/// Of each combination of values it holds the last hit, the object that its keeper turns to the
/// next one.
final class KnownBeginnings {
  private static final int SLOT_BITS = 12;

  private static final int SLOTS = 1 << SLOT_BITS;

  /// In bytes; with the slots, what it takes at most is 600 KiB.
  private static final int LENGTH_MAX = 128;

  private static final int LENGTH_MIN = Long.BYTES;

  /// So many lengths are tried: users and addresses have a few.
  private static final int LENGTHS_MAX = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// An odd number whose bits are spread, from MurmurHash.
  private static final long MIX = 0xc6a4a7935bd1e995L;

  private final byte[][] beginnings = new byte[SLOTS][0];
  private final @Nullable HitKeeper[] keepers = new @Nullable HitKeeper[SLOTS];
  private final @Nullable KeptHit[] hits = new @Nullable KeptHit[SLOTS];
  private final int[] lengths = new int[LENGTHS_MAX];
  private int nextLength;

  /// The last hit with the values that the keeper's pattern finds in the message, or null if that
  /// is not known.
  @Nullable KeptHit find(HitKeeper keeper, byte[] bytes, int from, int to) {
    for (int length : lengths) {
      if (length == 0) {
        return null;
      }
      if (length <= to - from) {
        int slot = slot(keeper, bytes, from, length);
        if (isAt(slot, keeper, bytes, from, length)) {
          return hits[slot];
        }
        if (isAt(slot ^ 1, keeper, bytes, from, length)) {
          return hits[slot ^ 1];
        }
      }
    }
    return null;
  }

  /// Learns that every message that is the same as this one up to `reach` has the hit's values.
  void learn(HitKeeper keeper, KeptHit hit, byte[] bytes, int from, int reach) {
    int length = reach - from;
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return;
    }
    learnLength(length);
    int slot = slot(keeper, bytes, from, length);
    beginnings[slot ^ 1] = beginnings[slot];
    keepers[slot ^ 1] = keepers[slot];
    hits[slot ^ 1] = hits[slot];
    beginnings[slot] = Arrays.copyOfRange(bytes, from, reach);
    keepers[slot] = keeper;
    hits[slot] = hit;
  }

  private void learnLength(int length) {
    for (int known : lengths) {
      if (known == length) {
        return;
      }
    }
    lengths[nextLength] = length;
    nextLength = (nextLength + 1) % LENGTHS_MAX;
  }

  @SuppressWarnings("ReferenceEquality") // of two keepers each has hits of its own
  private boolean isAt(int slot, HitKeeper keeper, byte[] bytes, int from, int length) {
    byte[] beginning = beginnings[slot];
    return keepers[slot] == keeper
        && beginning.length == length
        && Arrays.equals(beginning, 0, length, bytes, from, from + length);
  }

  private static int slot(HitKeeper keeper, byte[] bytes, int from, int length) {
    long end = (long) LONGS.get(bytes, from + length - Long.BYTES);
    long middle = (long) LONGS.get(bytes, from + (length - Long.BYTES) / 2);
    long mixed = ((end ^ keeper.signal()) * MIX ^ middle) * MIX;
    return (int) (mixed >>> (Long.SIZE - SLOT_BITS)); // which all bits have a part in
  }
}
