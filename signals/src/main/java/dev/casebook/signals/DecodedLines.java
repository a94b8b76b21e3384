package dev.casebook.signals;

import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.formats.logs.Slice;
import java.util.Arrays;

/// The messages of those lines of a block that wrap or escape them, decoded, one a line, so that
/// they can be filtered as a log is.
final class DecodedLines {
  private byte[] bytes = new byte[8192];
  private int end;

  /// By message, where it begins here and where its line begins in the block.
  private int[] starts = new int[64];

  private int[] lines = new int[64];
  private int count;

  void clear() {
    end = 0;
    count = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// @param line where the message's line begins in the block
  void add(Slice message, int line) {
    int length = Math.max(0, message.length());
    if (bytes.length - end < length + 1) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + length + 1));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lines = Arrays.copyOf(lines, 2 * count);
    }
    starts[count] = end;
    lines[count++] = line;
    if (length > 0) {
      System.arraycopy(message.bytes(), message.from(), bytes, end, length);
      replaceBreaks(end, end + length);
      end += length;
    }
    bytes[end++] = '\n';
  }

  /// No pattern matches a break, so anything else that none asks for will do in a filter.
  private void replaceBreaks(int from, int to) {
    int at = LineSplitter.indexOf(bytes, from, to, (byte) '\n');
    while (at >= 0) {
      bytes[at] = 0;
      at = LineSplitter.indexOf(bytes, at + 1, to, (byte) '\n');
    }
  }

  Block block() {
    return new Block(bytes, 0, end);
  }

  /// Where the line begins in its block whose message begins here.
  int line(int start) {
    return lines[Arrays.binarySearch(starts, 0, count, start)];
  }
}
