package dev.casebook.signals;

import java.util.Arrays;

/// The lines of one block in which patterns may match: each pattern and line once and in order of
/// line, then pattern, after [#sort].
final class Candidates {
  /// 512 KiB of memory; a block that has more is scanned in halves.
  private static final int CAPACITY_MIN = 1 << 16;

  /// Start of the line in the upper half, the pattern's index in the lower.
  private final long[] found;

  /// By pattern, the start of the line in which it was found last.
  private final int[] lastLine;

  private Block block = new Block(new byte[0], 0, 0);
  private int count;

  /// The line in which something was found last.
  private int lineFrom;

  private int lineTo;

  /// A block of one line always finds room.
  Candidates(int patterns) {
    found = new long[Math.max(CAPACITY_MIN, patterns)];
    lastLine = new int[patterns];
  }

  void reset(Block next) {
    block = next;
    count = 0;
    lineFrom = next.from();
    lineTo = next.from();
    Arrays.fill(lastLine, -1);
  }

  /// Adds the line that holds the byte at `at`; a break belongs to the line that it ends.
  ///
  /// @return false when there is no room
  boolean add(int pattern, int at) {
    if (at < lineFrom || at >= lineTo) {
      turnToLine(at);
    }
    return addLine(pattern, lineFrom);
  }

  /// Where lines are hit one after the other, the next one is looked at first.
  private void turnToLine(int at) {
    int next = lineTo < block.to() ? block.breakFrom(lineTo) + 1 : 0;
    if (at >= lineTo && at < next) {
      lineFrom = lineTo;
      lineTo = Math.min(next, block.to());
    } else {
      lineFrom = block.lineStart(at, at >= lineTo ? lineTo : block.from());
      lineTo = Math.min(block.breakFrom(at) + 1, block.to());
    }
  }

  /// Adds the line that begins at `start`.
  ///
  /// @return false when there is no room
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

  /// Orders them and drops what is there twice, for filters may go to and fro between lines.
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
