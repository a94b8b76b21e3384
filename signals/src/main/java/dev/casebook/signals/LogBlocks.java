package dev.casebook.signals;

import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.tables.logs.BlockReader;

/// Logs in blocks of whole lines, one log after the other, all read into one buffer.
///
/// Of a line that is longer than the buffer the first part is a block of its own, and the rest is
/// passed over.
final class LogBlocks {
  /// What is usually looked at together: it stays in a core's second-level cache.
  private static final int BLOCK_BYTES = 256 << 10;

  /// How much of a line is looked at unless said otherwise.
  static final int LINE_BYTES_MAX = 1 << 20;

  private static final BlockReader NOTHING = new BlockReader(java.io.InputStream.nullInputStream());

  private final int lineBytesMax;

  /// It holds the longest line with its `\r\n`.
  private final byte[] buffer;

  private BlockReader in = NOTHING;
  private int from;
  private int held;
  private boolean isAtEnd;
  private boolean isSkipping;
  private long truncatedLines;

  /// Where the buffer's first byte lies in the log.
  private long offset;

  LogBlocks() {
    this(LINE_BYTES_MAX);
  }

  /// @param lineBytesMax how much of a longer line is looked at, in bytes, from 1 to 64 MiB
  LogBlocks(int lineBytesMax) {
    if (lineBytesMax < 1 || lineBytesMax > 64 << 20) {
      throw new IllegalArgumentException("a limit of " + lineBytesMax + " bytes a line");
    }
    this.lineBytesMax = lineBytesMax;
    this.buffer = new byte[lineBytesMax + 2];
  }

  /// Turns to another log.
  void over(BlockReader next) {
    in = next;
    from = 0;
    held = 0;
    isAtEnd = false;
    isSkipping = false;
    truncatedLines = 0;
    offset = 0;
  }

  /// The next lines; one without length at the log's end. It holds until the next is asked for.
  Block next() {
    while (true) {
      if (isSkipping) {
        skip();
      }
      int unfinished = LineSplitter.lineStart(buffer, held, from);
      if (unfinished > from) {
        return take(unfinished);
      }
      if (isAtEnd) {
        return held > from ? last() : new Block(buffer, held, held);
      }
      if (held - from == buffer.length) {
        return tooLong();
      }
      read();
    }
  }

  /// Where the block's first byte lies in the log.
  long offset(Block block) {
    return offset + block.from();
  }

  /// How many lines were longer than the limit, so far.
  long truncatedLines() {
    return truncatedLines;
  }

  private Block take(int end) {
    var block = new Block(buffer, from, end);
    from = end;
    return isTooLong(block) ? firstLine(block) : block;
  }

  /// Only the first line of what fills the buffer can be too long by its `\n` alone.
  private boolean isTooLong(Block block) {
    return block.length() > lineBytesMax
        && block.contentEnd(block.from()) - block.from() > lineBytesMax;
  }

  private Block firstLine(Block block) {
    truncatedLines++;
    from = Math.min(block.breakFrom(block.from()) + 1, block.to());
    return block.part(block.from(), block.from() + lineBytesMax);
  }

  private Block last() {
    int start = from;
    from = held;
    // A break that was cut in two is not part of the line.
    int end = LineSplitter.contentEnd(buffer, start, held);
    var block = new Block(buffer, start, held);
    return end - start > lineBytesMax ? firstLine(block) : block;
  }

  private Block tooLong() {
    truncatedLines++;
    isSkipping = true;
    var block = new Block(buffer, from, from + lineBytesMax);
    from = held;
    return block;
  }

  /// Passes over the rest of a line.
  private void skip() {
    while (isSkipping) {
      int end = LineSplitter.indexOf(buffer, from, held, (byte) '\n');
      isSkipping = end < 0;
      from = isSkipping ? held : end + 1;
      if (from == held) {
        if (isAtEnd) {
          return;
        }
        read();
      }
    }
  }

  /// Moves what is left to the buffer's beginning and reads on.
  private void read() {
    int rest = held - from;
    System.arraycopy(buffer, from, buffer, 0, rest);
    offset += from;
    from = 0;
    int wanted = Math.min(buffer.length, Math.max(BLOCK_BYTES, 2 * rest));
    held = in.fill(buffer, rest, wanted);
    isAtEnd = held < wanted;
  }
}
