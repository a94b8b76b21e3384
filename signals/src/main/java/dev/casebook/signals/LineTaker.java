package dev.casebook.signals;

import dev.casebook.formats.logs.Slice;

/// Decodes and takes the lines that a scanner comes upon.
interface LineTaker {

  /// What the program itself wrote in the line `[from, to)`, which may be wrapped or escaped there.
  Slice message(byte[] bytes, int from, int to);

  /// Says that the part `[from, to)` of a block whose lines come next has none of the bytes by
  /// which lines wrap or colour something.
  default void unwrapped(int from, int to) {}

  /// Whether some lines of the block in hand are known without a look at them.
  default boolean knowsLines() {
    return false;
  }

  /// Takes the lines from `start` on that are known, up to the first that is not.
  ///
  /// @return where that begins
  default int passKnown(int start) {
    return start;
  }

  /// Where the first known line begins at or behind `start`; at the latest where the first line at
  /// or behind `to` does, or the block ends.
  default int nextKnown(int start, int to) {
    return to;
  }

  /// Takes a line in which patterns may match by how it begins, if that tells what they find in it;
  /// false leaves it to [#take].
  ///
  /// @param start where the line begins
  default boolean takeKnown(int start, int[] patterns, int count) {
    return false;
  }

  /// A line in which patterns may match; in order of lines, each once.
  ///
  /// @param patterns their indices, the first `count` of the array, rising
  /// @return whether one does
  boolean take(byte[] bytes, int from, int to, int[] patterns, int count);
}
