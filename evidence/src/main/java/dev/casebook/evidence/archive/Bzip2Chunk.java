package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.Arrays;

/// A piece of a bzip2 stream from one magic number to the next, both of which may begin at any bit.
///
/// Nothing but its 48 bits tells a magic number from data, so that one archive of 30 MB in a
/// million is cut wrongly and found corrupt; the parallel decoders live with the same odds.
final class Bzip2Chunk {
  /// Readers look at eight bytes at once.
  static final int SLACK = 8;

  static final int MAGIC_BYTES = 6;

  private static final int MAGIC_BITS = 8 * MAGIC_BYTES;
  private static final long MAGIC_MASK = (1L << MAGIC_BITS) - 1;
  private static final long BLOCK_MAGIC = 0x314159265359L;
  private static final long LAST_MAGIC = 0x177245385090L;

  /// The end mark and the checksum after it.
  private static final int LAST_BITS = MAGIC_BITS + 32;

  /// Two MiB: a block holds 900,000 bytes of at most 20 bits each only in theory; tools store
  /// incompressible data in 1 % more than its size.
  private static final int CHUNK_MAX = 2 << 20;

  /// What the byte before the one that ends a magic number can be at the eight alignments: only one
  /// byte in sixteen is looked at more closely.
  private static final boolean[] MAY_END_MAGIC = mayEndMagic();

  private static boolean[] mayEndMagic() {
    var may = new boolean[256];
    for (long magic : new long[] {BLOCK_MAGIC, LAST_MAGIC}) {
      for (int after = 0; after < 8; after++) {
        may[(int) (magic >>> (8 - after)) & 0xFF] = true;
      }
    }
    return may;
  }

  /// The piece and some bytes around it, with [#SLACK] spare ones at the end.
  final byte[] bytes;

  /// Where the body begins after the magic number: a block's header, or the stream's checksum.
  final int bodyBit;

  /// Where the next magic number begins, or the input ends.
  final int endBit;

  /// Whether this is the mark at a stream's end instead of a block.
  final boolean isLast;

  /// Whether the input ended before another magic number came.
  final boolean isCut;

  private Bzip2Chunk(byte[] bytes, int startBit, int endBit, boolean isLast, boolean isCut) {
    this.bytes = bytes;
    this.bodyBit = startBit + MAGIC_BITS;
    this.endBit = endBit;
    this.isLast = isLast;
    this.isCut = isCut;
  }

  /// Whether a block or the mark at a stream's end begins so far on, where `source` has the bytes.
  static boolean isMagicAt(ByteSource source, int ahead) {
    long magic = 0;
    for (int i = 0; i < MAGIC_BYTES; i++) {
      magic = (magic << 8) | source.peek(ahead + i);
    }
    return magic == BLOCK_MAGIC || magic == LAST_MAGIC;
  }

  /// An unsigned number of at most 48 bits, highest first.
  long bitsAt(int bit, int count) {
    return bits(bytes, bit, count);
  }

  private static long bits(byte[] bytes, int bit, int count) {
    long value = 0;
    for (int i = bit; i < bit + count; i++) {
      value = (value << 1) | ((bytes[i >>> 3] >>> (7 - (i & 7))) & 1);
    }
    return value;
  }

  /// Cuts one stream's bytes, after its four byte header, into chunks.
  static final class Cutter {
    private final ByteSource source;
    private byte[] bytes = new byte[1 << 16];
    private int size;
    private int startBit;

    Cutter(ByteSource source) {
      this.source = source;
    }

    /// Reads the next chunk. After the last one of a stream the source stands behind that stream.
    Bzip2Chunk next() throws IOException {
      fill((startBit + MAGIC_BITS + 7) >>> 3);
      if (8 * size - startBit < MAGIC_BITS) {
        throw Damage.truncated("the bzip2 data stops between blocks");
      }
      long magic = bits(bytes, startBit, MAGIC_BITS);
      if (magic == LAST_MAGIC) {
        return last();
      }
      // Whatever else is there, a block whose magic number is damaged among it: its checksum
      // decides.
      int end = scan();
      if (end < 0) {
        var rest = new Bzip2Chunk(taken(size), startBit, 8 * size, false, true);
        size = 0;
        startBit = 0;
        return rest;
      }
      var chunk = new Bzip2Chunk(taken((end + 7) >>> 3), startBit, end, false, false);
      int dropped = end >>> 3;
      System.arraycopy(bytes, dropped, bytes, 0, size - dropped);
      size -= dropped;
      startBit = end & 7;
      return chunk;
    }

    private byte[] taken(int count) {
      return Arrays.copyOf(bytes, count + SLACK);
    }

    private Bzip2Chunk last() throws IOException {
      int whole = (startBit + LAST_BITS + 7) >>> 3;
      fill(whole);
      if (size < whole) {
        throw Damage.truncated("the bzip2 data stops inside its end mark");
      }
      var chunk = new Bzip2Chunk(taken(whole), startBit, startBit + LAST_BITS, true, false);
      size = 0;
      startBit = 0;
      return chunk;
    }

    /// Reads on until there are `count` bytes, or as many as there are.
    private void fill(int count) throws IOException {
      while (size < count && source.has(1)) {
        append(source.buffer()[source.position()]);
        source.advance(1);
      }
    }

    private void append(byte next) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      bytes[size++] = next;
    }

    /// Reads on to the next magic number; the bit where it begins, or -1 when the input ends.
    private int scan() throws IOException {
      long seen = 0;
      for (int i = 0; i < size; i++) {
        seen = (seen << 8) | (bytes[i] & 0xFF);
      }
      while (source.has(1)) {
        byte[] buffer = source.buffer();
        int start = source.position();
        int end = start + source.buffered();
        for (int at = start; at < end; at++) {
          byte next = buffer[at];
          append(next);
          seen = (seen << 8) | (next & 0xFF);
          if (MAY_END_MAGIC[(int) (seen >>> 8) & 0xFF]) {
            int found = magicIn(seen);
            if (found >= 0) {
              source.advance(at + 1 - start);
              return found;
            }
          }
        }
        source.advance(end - start);
        if (size > CHUNK_MAX) {
          throw Damage.corrupt("a bzip2 block has no end");
        }
      }
      return -1;
    }

    /// Where a magic number begins that ends in the last byte read, or -1.
    private int magicIn(long seen) {
      for (int after = 7; after >= 0; after--) {
        long candidate = (seen >>> after) & MAGIC_MASK;
        if (candidate == BLOCK_MAGIC || candidate == LAST_MAGIC) {
          int begin = 8 * size - after - MAGIC_BITS;
          if (begin >= startBit + MAGIC_BITS) {
            return begin;
          }
        }
      }
      return -1;
    }
  }
}
