package dev.casebook.signals;

import dev.casebook.formats.logs.LogParser;
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

  /// In bytes; with the slots, what it takes at most is 700 KiB.
  private static final int LENGTH_MAX = 128;

  private static final int LENGTH_MIN = Long.BYTES;

  /// So many lengths are tried: users and addresses have a few.
  private static final int LENGTHS_MAX = 8;

  private final long[] hashes = new long[SLOTS];
  private final byte[][] beginnings = new byte[SLOTS][0];
  private final @Nullable HitKeeper[] keepers = new @Nullable HitKeeper[SLOTS];
  private final @Nullable KeptHit[] hits = new @Nullable KeptHit[SLOTS];

  /// Whether every message that begins so is text, behind a head of syslog.
  private final boolean[] areText = new boolean[SLOTS];

  private final int[] lengths = new int[LENGTHS_MAX];
  private int nextLength;

  /// The last hit with the values that the keeper's pattern finds in the message, or null if that
  /// is not known.
  @Nullable KeptHit find(HitKeeper keeper, byte[] bytes, int from, int to) {
    int slot = slotOf(keeper, bytes, from, to);
    return slot < 0 ? null : hits[slot];
  }

  /// The same where the message, which may end before `to`, is known to be text.
  @Nullable KeptHit findText(HitKeeper keeper, byte[] bytes, int from, int to) {
    int slot = slotOf(keeper, bytes, from, to);
    return slot < 0 || !areText[slot] ? null : hits[slot];
  }

  /// How long the beginning is that was found last.
  int length() {
    return lengths[0];
  }

  /// Where the message's beginning is held; -1 if it is not.
  private int slotOf(HitKeeper keeper, byte[] bytes, int from, int to) {
    for (int i = 0; i < LENGTHS_MAX && lengths[i] > 0; i++) {
      int length = lengths[i];
      if (length <= to - from) {
        long hash = hash(keeper, bytes, from, length);
        int slot = slot(hash);
        slot = hashes[slot] == hash && isAt(slot, keeper, bytes, from, length) ? slot : slot ^ 1;
        if (hashes[slot] == hash && isAt(slot, keeper, bytes, from, length)) {
          lengths[i] = lengths[0]; // what comes again is found first
          lengths[0] = length;
          return slot;
        }
      }
    }
    return -1;
  }

  /// Learns that every message that is the same as this one up to `reach` has the hit's values.
  void learn(HitKeeper keeper, KeptHit hit, byte[] bytes, int from, int reach) {
    int length = reach - from;
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return;
    }
    learnLength(length);
    long hash = hash(keeper, bytes, from, length);
    int slot = slot(hash);
    if (keepers[slot] != null && keepers[slot ^ 1] == null) {
      slot ^= 1;
    } else if (keepers[slot] != null) {
      moveOver(slot);
    }
    hashes[slot] = hash;
    beginnings[slot] = Arrays.copyOfRange(bytes, from, reach);
    keepers[slot] = keeper;
    hits[slot] = hit;
    areText[slot] = LogParser.isText(bytes, from, reach);
  }

  /// Makes room at a slot; what stood at its neighbour is forgotten.
  private void moveOver(int slot) {
    hashes[slot ^ 1] = hashes[slot];
    beginnings[slot ^ 1] = beginnings[slot];
    keepers[slot ^ 1] = keepers[slot];
    hits[slot ^ 1] = hits[slot];
    areText[slot ^ 1] = areText[slot];
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
        && startsWith(bytes, from, beginning);
  }

  /// The same as [Arrays#equals], which takes twice as long for so few bytes.
  private static boolean startsWith(byte[] bytes, int from, byte[] beginning) {
    int last = beginning.length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (ByteWords.at(bytes, from + i) != ByteWords.at(beginning, i)) {
        return false;
      }
    }
    return ByteWords.at(bytes, from + last) == ByteWords.at(beginning, last);
  }

  private static long hash(HitKeeper keeper, byte[] bytes, int from, int length) {
    long end = ByteWords.at(bytes, from + length - Long.BYTES);
    long middle = ByteWords.at(bytes, from + (length - Long.BYTES) / 2);
    return ((end ^ keeper.signal()) * ByteWords.MIX ^ middle) * ByteWords.MIX;
  }

  private static int slot(long hash) {
    return (int) (hash >>> (Long.SIZE - SLOT_BITS)); // which all bits have a part in
  }
}
