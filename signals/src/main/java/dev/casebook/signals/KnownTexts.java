package dev.casebook.signals;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The known messages of one shape. What is looked at for each line stands together in one row of
/// one array: its tag, how many of its lines were counted in the block in hand and where the last
/// of those begins, and the text without its free digits.
final class KnownTexts {
  private static final int BITS_MIN = 6;

  /// What a row has before the text.
  private static final int TEXT = 2;

  private final DigitShape shape;
  private final int rowLength;
  private int bits = BITS_MIN;
  private long[] rows;

  /// By slot. At least every other slot is free.
  private @Nullable KnownMessage[] messages;

  private int size;

  KnownTexts(DigitShape shape) {
    this.shape = shape;
    this.rowLength = TEXT + shape.words();
    this.rows = new long[rowLength << bits];
    this.messages = new @Nullable KnownMessage[1 << bits];
  }

  DigitShape shape() {
    return shape;
  }

  /// The slot of the writer's message that begins at `from`, -1 if it is not known.
  int find(byte[] bytes, int from, long writer) {
    long tag = tag(bytes, from, writer);
    long[] table = rows;
    int slot = slot(tag);
    int row = slot * rowLength;
    while (table[row] != 0) {
      if (table[row] == tag && shape.isAlike(bytes, from, table, row + TEXT)) {
        return slot;
      }
      slot = after(slot);
      row = slot * rowLength;
    }
    return -1;
  }

  /// One for all texts of a writer that are the same but for their free digits, and another for
  /// those of any other writer; never 0.
  private long tag(byte[] bytes, int from, long writer) {
    return (shape.hash(bytes, from) ^ (writer << 1)) | 1;
  }

  private int slot(long tag) {
    return (int) (tag >>> (Long.SIZE - bits)); // all bits have a part in it
  }

  private int after(int slot) {
    return (slot + 1) & ((1 << bits) - 1);
  }

  /// Counts a line that begins at `line`.
  ///
  /// @param passed gets the message, if it is the block's first
  void count(int slot, int line, List<KnownMessage> passed) {
    int counted = slot * rowLength + 1;
    long before = rows[counted];
    rows[counted] = (((before >>> Integer.SIZE) + 1) << Integer.SIZE) | line;
    if (before == 0) {
      passed.add(Objects.requireNonNull(messages[slot]));
    }
  }

  /// Forgets what was counted, and returns it: how many lines, and in the lower half where the last
  /// of them begins.
  long settle(int slot) {
    int at = slot * rowLength + 1;
    long counted = rows[at];
    rows[at] = 0;
    return counted;
  }

  /// Learns the writer's message that begins at `from`.
  ///
  /// @return whether it was not known
  boolean learn(byte[] bytes, int from, long writer, List<KeptHit> hits) {
    if (find(bytes, from, writer) >= 0) {
      return false;
    }
    if (2 * (size + 1) > messages.length) {
      grow();
    }
    long tag = tag(bytes, from, writer);
    int slot = free(tag);
    int row = slot * rowLength;
    rows[row] = tag;
    shape.fix(bytes, from, rows, row + TEXT);
    messages[slot] = new KnownMessage(this, slot, hits);
    size++;
    return true;
  }

  private int free(long tag) {
    int slot = slot(tag);
    while (messages[slot] != null) {
      slot = after(slot);
    }
    return slot;
  }

  private void grow() {
    long[] from = rows;
    var moved = messages;
    bits++;
    rows = new long[rowLength << bits];
    messages = new @Nullable KnownMessage[1 << bits];
    for (int i = 0; i < moved.length; i++) {
      var message = moved[i];
      if (message != null) {
        int slot = free(from[i * rowLength]);
        System.arraycopy(from, i * rowLength, rows, slot * rowLength, rowLength);
        messages[slot] = message;
        message.moved(slot);
      }
    }
  }
}
