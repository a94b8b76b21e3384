package dev.casebook.signals;

import dev.casebook.formats.logs.Slice;

/// Decodes and takes the lines that a scanner comes upon.
interface LineTaker {

  /// What the program itself wrote in the line `[from, to)`, which may be wrapped or escaped there.
  Slice message(byte[] bytes, int from, int to);

  /// Says that the part `[from, to)` of a block whose lines come next has none of the bytes by
  /// which lines wrap or colour something.
  default void unwrapped(int from, int to) {}

  /// Takes a line by how it begins, if that tells what patterns find in it; false leaves it to
  /// [#take].
  ///
  /// @param start where the line begins
  default boolean takeKnown(Block block, int start, int[] patterns, int count) {
    return false;
  }

  /// A line in which patterns may match; in order of lines, each once.
  ///
  /// @param patterns their indices, the first `count` of the array, rising
  void take(byte[] bytes, int from, int to, int[] patterns, int count);
}
