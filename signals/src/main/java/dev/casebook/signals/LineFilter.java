package dev.casebook.signals;

import java.lang.foreign.MemorySegment;

/// A quick look through log bytes for the lines in which some patterns may match.
interface LineFilter extends AutoCloseable {
  /// Adds at least every line in which one of its patterns matches.
  ///
  /// @param block whole lines, the last one's line break optional
  /// @return whether all found room; if not, what was added is of no use
  boolean find(MemorySegment block, Candidates candidates);

  @Override
  void close();
}
