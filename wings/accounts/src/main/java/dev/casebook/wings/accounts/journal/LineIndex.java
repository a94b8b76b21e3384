package dev.casebook.wings.accounts.journal;

import java.util.Arrays;

/// Where lines begin, for each two hundred and fifty-sixth of them.
final class LineIndex {

  private static final int STEP = 256;

  /// @param number of the line before
  record Mark(long number, long position) {}

  private long[] positions = new long[16];
  private int length;

  /// @param number of the line before the one that begins here
  void add(long number, long position) {
    if (number % STEP != 0) {
      return;
    }
    if (length == positions.length) {
      positions = Arrays.copyOf(positions, 2 * length);
    }
    positions[length++] = position;
  }

  /// The last mark at or before a line's end.
  Mark before(long number) {
    int at = (int) Math.min(number / STEP, length - 1L);
    return new Mark((long) at * STEP, positions[at]);
  }

  void clear() {
    length = 0;
  }
}
