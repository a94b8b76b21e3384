package dev.casebook.signals;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The known messages of one shape. What is looked at for each line stands together in one row of
/// one array: its tag, how many of its lines were counted in the block in hand and where the last
/// of those begins, and the text without its free digits.
final class KnownTexts {
  private static final int BITS_MIN = 6;

  /// Where a row has what was counted.
  private static final int COUNTED = 1;

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

  /// Counts the line that begins at `line` if the writer's message that begins at `from` is known.
  ///
  /// @param to where the block ends
  /// @param passed gets the message, if it is the block's first
  boolean pass(byte[] bytes, int from, int to, long writer, int line, List<KnownMessage> passed) {
    int row = find(bytes, from, to, writer);
    if (row < 0) {
      return false;
    }
    long before = rows[row + COUNTED];
    rows[row + COUNTED] = Repeats.withAnother(before, line, from + shape.length() - 1);
    if (before == 0) {
      passed.add(Objects.requireNonNull(messages[row / rowLength]));
    }
    return true;
  }

  /// Whether the writer's message that begins at `from` is known.
  ///
  /// @param to where the block ends
  boolean isKnown(byte[] bytes, int from, int to, long writer) {
    return find(bytes, from, to, writer) >= 0;
  }

  /// The row of the writer's message that begins at `from`, -1 if it is not known. A message ends
  /// where a line does.
  private int find(byte[] bytes, int from, int to, long writer) {
    int end = from + shape.length();
    if (end > to || bytes[end - 1] != '\n') {
      return -1;
    }
    long tag = tag(bytes, from, writer);
    long[] table = rows;
    int row = slot(tag) * rowLength;
    while (table[row] != 0) {
      if (table[row] == tag && shape.isAlike(bytes, from, table, row + TEXT)) {
        return row;
      }
      row = after(row / rowLength) * rowLength;
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

  /// Forgets what was counted, and returns it, as [Repeats] has it.
  long settle(int slot) {
    int at = slot * rowLength + COUNTED;
    long counted = rows[at];
    rows[at] = 0;
    return counted;
  }

  /// Learns the writer's message that begins at `from`.
  ///
  /// @return whether it was not known
  boolean learn(byte[] bytes, int from, long writer, List<KeptHit> hits) {
    if (isKnown(bytes, from, from + shape.length(), writer)) {
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
