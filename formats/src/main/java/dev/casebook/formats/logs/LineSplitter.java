package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A cursor over the lines of a buffer, eight bytes looked at in one step.
///
/// A line ends at `\n`; a `\r` before it is not part of the line. What follows the last `\n` is no
/// line yet: the caller carries [#rest()] over to its next buffer, or takes it with [#last()].
public final class LineSplitter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private byte[] bytes = {};
  private int next;
  private int limit;
  private int from;
  private int to;

  /// Starts over with `bytes[from, to)`.
  public LineSplitter over(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.next = from;
    this.limit = to;
    this.from = from;
    this.to = from;
    return this;
  }

  /// Moves to the next whole line; false when none is left.
  public boolean next() {
    int end = indexOf(bytes, next, limit, (byte) '\n');
    if (end < 0) {
      return false;
    }
    from = next;
    to = contentEnd(bytes, next, end);
    next = end + 1;
    return true;
  }

  /// Takes the unfinished last line as a line; false when there is none.
  public boolean last() {
    if (next >= limit) {
      return false;
    }
    from = next;
    to = contentEnd(bytes, next, limit);
    next = limit;
    return true;
  }

  /// Where the line begins in the buffer.
  public int from() {
    return from;
  }

  /// Where the line ends, exclusive.
  public int to() {
    return to;
  }

  /// Where the bytes begin that no line was made of yet.
  public int rest() {
    return next;
  }

  /// The first place of `value` in `bytes[from, to)`, or -1.
  public static int indexOf(byte[] bytes, int from, int to, byte value) {
    long wanted = (value & 0xffL) * ONES;
    int i = from;
    while (i <= to - Long.BYTES) {
      long difference = (long) LONGS.get(bytes, i) ^ wanted;
      long zero = (difference - ONES) & ~difference & HIGH_BITS;
      if (zero != 0) {
        return i + (Long.numberOfTrailingZeros(zero) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < to) {
      if (bytes[i] == value) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /// Where the content ends of a line that begins at `start` and whose `\n`, or the end of all that
  /// there is, lies at `end`.
  public static int contentEnd(byte[] bytes, int start, int end) {
    return end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  /// Where the line begins that holds `at`, or would begin there; `earliest` if that is inside the
  /// line. A `\n` belongs to the line it ends.
  public static int lineStart(byte[] bytes, int at, int earliest) {
    int start = at;
    while (start > earliest && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }
}
