package dev.casebook.signals;

import org.jspecify.annotations.Nullable;

/// Heads of one log's lines, which are what stands before the messages: the day, the host and the
/// program are the same again and again, the time of day and the process id are digits that may be
/// others.
final class KnownHeads {
  /// So many heads are tried: process ids have a few lengths.
  private static final int HEADS_MAX = 8;

  /// What comes again is found first.
  private final Head[] heads = new Head[HEADS_MAX];

  private int count;

  /// Who wrote a line. Heads of the same writer name one object.
  record Writer(@Nullable String host, @Nullable String program) {}

  /// A head without its free digits.
  ///
  /// @param signals whether each counts in the writer's lines
  record Head(DigitShape shape, long[] fixed, Writer writer, boolean[] signals) {

    /// In bytes.
    int length() {
      return shape.length();
    }
  }

  /// The head of the line that begins at `at`, if it is known.
  @Nullable Head find(Block block, int at) {
    var known = heads;
    for (int i = 0; i < count; i++) {
      var head = known[i];
      if (at + head.length() < block.to() && head.shape.isAlike(block.bytes(), at, head.fixed)) {
        if (i > 0) {
          known[i] = known[0];
          known[0] = head;
        }
        return head;
      }
    }
    return null;
  }

  /// Learns the head `bytes[from, to)`.
  ///
  /// @param greatest by byte of it, as [DigitShape#of] has it
  /// @param signals whether each counts in the writer's lines
  /// @return the writer, as heads name it
  Writer learn(byte[] bytes, int from, int to, byte[] greatest, Writer writer, boolean[] signals) {
    var shape = DigitShape.of(greatest, to - from, to - from);
    var known = writer;
    for (int i = 0; i < count; i++) {
      var head = heads[i];
      if (head.writer.equals(writer)) {
        known = head.writer;
        if (head.shape.equals(shape) && shape.isAlike(bytes, from, head.fixed)) {
          return known;
        }
      }
    }
    count = Math.min(count + 1, HEADS_MAX); // the oldest makes room
    System.arraycopy(heads, 0, heads, 1, count - 1);
    heads[0] = new Head(shape, shape.fixed(bytes, from), known, signals);
    return known;
  }
}
