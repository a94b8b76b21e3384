package dev.casebook.evidence.archive;

import java.util.Arrays;

/// Undoes the run length code of a block's bytes: after four equal ones comes a count of more.
final class Bzip2Runs {
  private static final int RUN_START = 4;

  private byte[] in = new byte[0];
  private int size;
  private int position;
  private byte last;
  private int equal;
  private int repeat;

  /// Begins with the first `size` of these bytes.
  void over(byte[] coded, int size) {
    this.in = coded;
    this.size = size;
    position = 0;
    equal = 0;
    repeat = 0;
  }

  /// How many bytes were written; zero at the end.
  int expand(byte[] to, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (repeat > 0) {
        int count = Math.min(repeat, end - at);
        Arrays.fill(to, at, at + count, last);
        at += count;
        repeat -= count;
      } else if (position == size) {
        break;
      } else {
        byte next = in[position++];
        if (equal == RUN_START) {
          repeat = next & 0xFF;
          equal = 0;
        } else {
          equal = next == last ? equal + 1 : 1;
          last = next;
          to[at++] = next;
        }
      }
    }
    return at - offset;
  }
}
