package dev.casebook.signals;

/// How many known lines with one message a block has, and where the last of them stands, in one
/// number: in its upper 20 bits the count, in the next 12 the length of the line without its `\n`,
/// in the lower half where it begins. A block has fewer lines than 2^20, and a known line fewer
/// bytes than 2^12.
final class Repeats {
  private static final int LENGTH_BITS = 12;
  private static final int COUNT_SHIFT = Integer.SIZE + LENGTH_BITS;

  private Repeats() {}

  /// @param repeats of the lines before; 0 if there are none
  /// @param line where another begins
  /// @param end where its `\n` lies
  static long withAnother(long repeats, int line, int end) {
    return (((repeats >>> COUNT_SHIFT) + 1) << COUNT_SHIFT)
        | ((long) (end - line) << Integer.SIZE)
        | line;
  }

  static int count(long repeats) {
    return (int) (repeats >>> COUNT_SHIFT);
  }

  /// Where the last line begins.
  static int line(long repeats) {
    return (int) repeats;
  }

  /// Where the `\n` of the last line lies.
  static int end(long repeats) {
    return line(repeats) + ((int) (repeats >>> Integer.SIZE) & ((1 << LENGTH_BITS) - 1));
  }
}
