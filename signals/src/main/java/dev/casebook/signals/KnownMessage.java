package dev.casebook.signals;

import java.util.List;

/// What follows a writer's heads up to the end of the line, whose hits are known whatever its free
/// digits are. Counts how often it was written in the block in hand.
final class KnownMessage {
  private final DigitShape shape;
  private final long[] fixed;
  private final KnownHeads.Writer writer;
  private final KeptHit[] hits;

  private int count;

  /// Where the last of its lines begins.
  private int last;

  /// @param hits of lines that a later one replaces
  KnownMessage(
      DigitShape shape, byte[] bytes, int from, KnownHeads.Writer writer, List<KeptHit> hits) {
    this.shape = shape;
    this.fixed = shape.fixed(bytes, from);
    this.writer = writer;
    this.hits = hits.toArray(KeptHit[]::new);
  }

  /// With its line's break, in bytes.
  int length() {
    return shape.length();
  }

  /// Whether a text of the shape is this message and the writer's.
  @SuppressWarnings("ReferenceEquality") // heads of one writer name one object, as do shapes
  boolean isAt(byte[] bytes, int from, DigitShape itsShape, KnownHeads.Writer itsWriter) {
    return shape == itsShape && writer == itsWriter && shape.isAlike(bytes, from, fixed);
  }

  /// Counts a line that begins at `line`.
  ///
  /// @return whether it is the block's first
  boolean count(int line) {
    last = line;
    return count++ == 0;
  }

  /// How many hits were counted; each of them now knows how often it was written, and where last.
  ///
  /// @param repeated gets those that have not been written in a counted line before
  long settle(List<KeptHit> repeated) {
    for (var hit : hits) {
      hit.keeper().count(count);
      if (hit.repeatAt(last)) {
        repeated.add(hit);
      }
    }
    long counted = (long) count * hits.length;
    count = 0;
    return counted;
  }
}
