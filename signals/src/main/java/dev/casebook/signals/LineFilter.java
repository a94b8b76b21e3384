package dev.casebook.signals;

/// A quick look through a log for the lines in which some patterns may match.
interface LineFilter extends AutoCloseable {
  /// Adds at least every line of the block in which one of its patterns matches.
  ///
  /// @return whether all found room; if not, what was added is of no use
  boolean find(Block block, Candidates candidates);

  @Override
  default void close() {}
}
