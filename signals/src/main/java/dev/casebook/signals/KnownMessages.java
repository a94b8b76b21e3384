package dev.casebook.signals;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The messages of one log's lines whose hits are known.
final class KnownMessages {
  private static final int SLOT_BITS = 14;

  /// Messages may have so many shapes: users, addresses and ports have a few lengths.
  private static final int SHAPES_MAX = 32;

  /// What comes again is found first.
  private final DigitShape[] shapes = new DigitShape[SHAPES_MAX];

  private int count;

  /// By shape and text, the slot and its neighbour; made with the first message.
  private @Nullable KnownMessage @Nullable [] slots;

  boolean isEmpty() {
    return slots == null;
  }

  void clear() {
    count = 0;
    slots = null;
  }

  /// The message of the writer that begins at `from` and ends where a line does, if it is known.
  @Nullable KnownMessage find(Block block, int from, KnownHeads.Writer writer) {
    var table = slots;
    if (table == null) {
      return null;
    }
    byte[] bytes = block.bytes();
    var known = shapes;
    for (int i = 0; i < count; i++) {
      var shape = known[i];
      int to = from + shape.length();
      if (to <= block.to() && bytes[to - 1] == '\n') {
        var message = find(table, shape, bytes, from, writer);
        if (message != null) {
          if (i > 0) {
            known[i] = known[0];
            known[0] = shape;
          }
          return message;
        }
      }
    }
    return null;
  }

  private static @Nullable KnownMessage find(
      @Nullable KnownMessage[] table,
      DigitShape shape,
      byte[] bytes,
      int from,
      KnownHeads.Writer writer) {
    int slot = slot(shape, bytes, from);
    var message = table[slot];
    if (message == null || !message.isAt(bytes, from, shape, writer)) {
      message = table[slot ^ 1];
      if (message == null || !message.isAt(bytes, from, shape, writer)) {
        return null;
      }
    }
    return message;
  }

  private static int slot(DigitShape shape, byte[] bytes, int from) {
    return (int)
        (shape.hash(bytes, from) >>> (Long.SIZE - SLOT_BITS)); // all bits have a part in it
  }

  /// Learns the message that begins at `from`.
  ///
  /// @param made its shape
  void learn(
      DigitShape made, byte[] bytes, int from, KnownHeads.Writer writer, List<KeptHit> hits) {
    var shape = known(made);
    var table = Objects.requireNonNullElseGet(slots, KnownMessages::noSlots);
    slots = table;
    int slot = slot(shape, bytes, from);
    if (table[slot] != null) {
      table[slot ^ 1] = table[slot];
    }
    table[slot] = new KnownMessage(shape, bytes, from, writer, hits);
  }

  private static @Nullable KnownMessage[] noSlots() {
    return new @Nullable KnownMessage[1 << SLOT_BITS];
  }

  private DigitShape known(DigitShape made) {
    for (int i = 0; i < count; i++) {
      if (shapes[i].equals(made)) {
        return shapes[i];
      }
    }
    if (count == SHAPES_MAX) { // they come and go
      clear();
    }
    shapes[count++] = made;
    return made;
  }
}
