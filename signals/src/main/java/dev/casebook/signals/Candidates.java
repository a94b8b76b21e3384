package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The lines of one block in which patterns may match: each pattern and line once, in order of
/// line, then pattern, once [#sort] was called.
final class Candidates {
  /// 512 KiB of memory; a block that has more is scanned in halves.
  private static final int CAPACITY_MIN = 1 << 16;

  /// Start of the line in the upper half, the pattern's index in the lower.
  private final long[] found;

  /// By pattern, the start of the line in which it was found last.
  private final int[] lastLine;

  private MemorySegment block = MemorySegment.NULL;
  private int count;
  private int lineStart;
  private int lineEnd;

  /// A block of one line always finds room.
  Candidates(int patterns) {
    found = new long[Math.max(CAPACITY_MIN, patterns)];
    lastLine = new int[patterns];
  }

  /// @param block whole lines, less than 2 GiB
  void reset(MemorySegment block) {
    this.block = block;
    count = 0;
    lineStart = 0;
    lineEnd = 0;
    Arrays.fill(lastLine, -1);
  }

  /// Adds the line that holds the byte at `at`; a line break belongs to the line that it ends.
  ///
  /// @return false when there is no room
  boolean add(int pattern, int at) {
    if (at < lineStart || at >= lineEnd) {
      lineStart = startOfLine(at);
      lineEnd = endOfLine(at);
    }
    return addLine(pattern, lineStart);
  }

  /// Adds the line that begins at `start`.
  boolean addLine(int pattern, int start) {
    if (lastLine[pattern] == start) {
      return true;
    }
    if (count == found.length) {
      return false;
    }
    lastLine[pattern] = start;
    found[count++] = (long) start << 32 | pattern;
    return true;
  }

  private int startOfLine(int at) {
    int start = at;
    while (start > 0 && block.get(JAVA_BYTE, start - 1) != '\n') {
      start--;
    }
    return start;
  }

  /// Past the line break, or the end of the block.
  private int endOfLine(int at) {
    int length = (int) block.byteSize();
    int end = at;
    while (end < length && block.get(JAVA_BYTE, end) != '\n') {
      end++;
    }
    return Math.min(end + 1, length);
  }

  /// Orders them, and drops a pattern's second mention of a line: filters report in any order.
  void sort() {
    Arrays.sort(found, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || found[kept - 1] != found[i]) {
        found[kept++] = found[i];
      }
    }
    count = kept;
  }

  int count() {
    return count;
  }

  int line(int index) {
    return (int) (found[index] >>> 32);
  }

  int pattern(int index) {
    return (int) found[index];
  }
}
