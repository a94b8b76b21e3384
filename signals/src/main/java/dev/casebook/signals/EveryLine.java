package dev.casebook.signals;

import java.util.List;

/// The filter of patterns that require no literal: any line may match.
///
/// @param patterns their indices
record EveryLine(List<Integer> patterns) implements LineFilter {
  @Override
  public boolean find(Block block, Candidates candidates) {
    for (int start = block.from(); start < block.to(); start = block.breakFrom(start) + 1) {
      for (int pattern : patterns) {
        if (!candidates.addLine(pattern, start)) {
          return false;
        }
      }
    }
    return true;
  }
}
