package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// The filter of patterns of which nothing is known: any line may match.
///
/// @param patterns their indices
record EveryLine(List<Integer> patterns) implements LineFilter {
  @Override
  public boolean find(MemorySegment block, Candidates candidates) {
    int length = (int) block.byteSize();
    boolean room = true;
    int start = 0;
    for (int at = 0; at < length && room; at++) {
      if (block.get(JAVA_BYTE, at) == '\n' || at == length - 1) {
        room = add(candidates, start);
        start = at + 1;
      }
    }
    return room;
  }

  private boolean add(Candidates candidates, int start) {
    for (int pattern : patterns) {
      if (!candidates.addLine(pattern, start)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {}
}
