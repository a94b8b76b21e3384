package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decoded .lzma data, the form before .xz: one stream that ends at its size or at a mark, without
/// a checksum.
///
/// Source: the LZMA specification in the LZMA SDK (lzma-specification.txt).
final class LzmaStream extends BulkStream {
  static final int HEADER_BYTES = 13;

  /// What every tool writes unless told otherwise: lc=3, lp=0, pb=2.
  private static final int USUAL_PROPERTIES = 0x5D;

  /// No tool writes a larger size (256 GiB) into the header; `xz` and `file` go by the same bound.
  private static final long SIZE_MAX = 1L << 38;

  private static final int INPUT_BYTES = 1 << 16;
  private static final int PIECE_BYTES = 1 << 14;
  private static final int SMALLEST_WINDOW = 4096;

  /// A symbol gives at least one byte and takes at most 20.
  private static final int SYMBOL_BYTES = 20;

  private final ByteSource source;
  private final long windowMax;
  private final Window window = new Window();
  private final LzmaDecoder decoder = new LzmaDecoder(window);
  private final byte[] input = new byte[INPUT_BYTES + RangeCoder.INPUT_SLACK];
  private int inputEnd;
  private long left;
  private boolean begun;
  private boolean ended;
  private @Nullable Damage damage;

  LzmaStream(ByteSource source, long windowMax) {
    this.source = source;
    this.windowMax = windowMax;
  }

  /// The format has no magic number: these are the usual properties, a window as tools choose it, a
  /// size that is unknown or sane, and the zero that data begins with, as far as `head` goes.
  static boolean isMagic(byte[] head) {
    if (head.length < 5 || head[0] != USUAL_PROPERTIES) {
      return false;
    }
    var fields = new ByteSource(head);
    boolean sane = isUsualWindow(fields.littleEndian(1, 4));
    if (head.length > HEADER_BYTES) {
      long size = fields.littleEndian(5, 8);
      sane &= head[HEADER_BYTES] == 0 && size >= -1 && size < SIZE_MAX;
    }
    return sane;
  }

  /// A power of two, or one and a half times one.
  private static boolean isUsualWindow(long bytes) {
    long rest = bytes - Long.highestOneBit(bytes);
    return bytes >= SMALLEST_WINDOW && (rest == 0 || 2 * rest == bytes - rest);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (window.untaken() == 0) {
      if (damage != null) {
        throw damage;
      }
      if (ended) {
        return -1;
      }
      try {
        step();
      } catch (Damage found) {
        // What came before the damage is read first.
        damage = found;
      }
    }
    return window.take(to, offset, length);
  }

  private void step() throws IOException {
    if (!begun) {
      begin();
    } else if (left == 0) {
      end();
    } else {
      decode();
    }
  }

  private void begin() throws IOException {
    if (!source.has(HEADER_BYTES)) {
      throw truncated();
    }
    long dictionary = source.littleEndian(1, 4);
    long size = source.littleEndian(5, 8);
    left = size < 0 ? Long.MAX_VALUE : size;
    long needed = Math.max(SMALLEST_WINDOW, Math.min(dictionary, left));
    if (needed > windowMax) {
      throw Damage.limit(
          "needs a window of %d bytes, more than the %d allowed".formatted(needed, windowMax));
    }
    if (!decoder.properties(source.peek(0))) {
      throw Damage.corrupt("the header of .lzma data is damaged");
    }
    source.advance(HEADER_BYTES);
    window.reset((int) needed);
    decoder.resetDictionary();
    decoder.resetState();
    refill(0);
    if (inputEnd < RangeCoder.START_BYTES) {
      throw truncated();
    }
    if (!decoder.coder().begin(input)) {
      throw corrupt();
    }
    begun = true;
  }

  /// Moves unused input to the front and fills up behind it.
  private void refill(int used) {
    int kept = inputEnd - used;
    System.arraycopy(input, used, input, 0, kept);
    inputEnd = kept + source.readUpTo(input, kept, INPUT_BYTES - kept);
    Arrays.fill(input, inputEnd, inputEnd + RangeCoder.INPUT_SLACK, (byte) 0);
  }

  /// Decodes as many symbols as surely have their input, or to the end of the data.
  private void decode() throws IOException {
    if (inputEnd - decoder.coder().next < INPUT_BYTES / 2 && source.has(1)) {
      refill(decoder.coder().next);
      decoder.coder().rewind();
    }
    int sure = Math.max(1, (inputEnd - decoder.coder().next) / SYMBOL_BYTES);
    int piece = (int) Math.min(Math.min(sure, PIECE_BYTES), left);
    window.reserve(piece + LzmaDecoder.MATCH_MAX);
    int before = window.position;
    int furthest = before + (int) Math.min(left, piece + LzmaDecoder.MATCH_MAX);
    boolean sound = decoder.decode(before + piece, furthest, inputEnd);
    left -= window.position - before;
    if (!sound) {
      stop();
    }
  }

  /// At the mark that ends data of unknown size, or at damage.
  private void stop() throws IOException {
    if (decoder.isAtEndMark() && decoder.coder().isFinished(decoder.coder().next)) {
      left = 0;
    } else {
      throw decoder.coder().next >= inputEnd && !source.has(1) ? truncated() : corrupt();
    }
  }

  private void end() throws IOException {
    ended = true;
    if (decoder.coder().next < inputEnd || source.has(1)) {
      throw Damage.notice("followed by bytes that are no .lzma data");
    }
  }

  private Damage truncated() {
    return source.early("the .lzma data stops early");
  }

  private static Damage corrupt() {
    return Damage.corrupt("the .lzma data cannot be decoded");
  }

  @Override
  public void close() throws IOException {
    window.close();
    source.close();
  }
}
