package dev.casebook.signals;

import java.util.Objects;
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
  private long writers;

  /// Who wrote a line.
  ///
  /// @param number which heads of the same writer share, and no others
  record Writer(@Nullable String host, @Nullable String program, long number) {}

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
      if (at + head.length() < block.to() && head.shape.isAlike(block.bytes(), at, head.fixed, 0)) {
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
  /// @param seen names the writer
  Writer learn(byte[] bytes, int from, int to, byte[] greatest, Sighting seen, boolean[] signals) {
    var shape = DigitShape.of(greatest, to - from, to - from);
    Writer known = null;
    for (int i = 0; i < count; i++) {
      var head = heads[i];
      if (Objects.equals(head.writer.host, seen.host())
          && Objects.equals(head.writer.program, seen.program())) {
        known = head.writer;
        if (head.shape.equals(shape) && shape.isAlike(bytes, from, head.fixed, 0)) {
          return known;
        }
      }
    }
    if (known == null) {
      known = new Writer(seen.host(), seen.program(), writers++);
    }
    count = Math.min(count + 1, HEADS_MAX); // the oldest makes room
    System.arraycopy(heads, 0, heads, 1, count - 1);
    long[] fixed = new long[shape.words()];
    shape.fix(bytes, from, fixed, 0);
    heads[0] = new Head(shape, fixed, known, signals);
    return known;
  }
}
