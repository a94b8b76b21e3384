package dev.casebook.evidence.archive;

import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Decoded zstd data: frames one after another, skippable ones left out.
///
/// The library is handed one block at a time, so that damage costs no more than the block that it
/// is in, the end of a frame is known, and what a frame asks for is refused before the library
/// allocates it. Source: RFC 8878.
final class ZstdStream extends BulkStream {
  private static final int MAGIC = 0xFD2FB528;

  /// The last four bits are free.
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;

  /// RFC 8878, section 3.1.1.2.4: no block is larger, compressed or not.
  private static final int BLOCK_MAX = 128 << 10;

  private static final int BLOCK_HEADER_BYTES = 3;

  /// Types of block.
  private static final int PLAIN = 0;

  private static final int REPEATED = 1;
  private static final int CHECKSUM_BYTES = 4;

  private final ByteSource source;
  private final long windowMax;
  private final byte[] piece = new byte[BLOCK_HEADER_BYTES + BLOCK_MAX];
  private final ByteBuffer decoded = ByteBuffer.allocate(BLOCK_MAX).limit(0);
  private @Nullable ZstdLibrary library;

  private boolean hasChecksum;
  private boolean first = true;
  private State state = State.BETWEEN_FRAMES;

  /// What comes next in the source.
  private enum State {
    BETWEEN_FRAMES,
    BLOCK,
    CHECKSUM,
    /// Nothing: it stops where more was announced.
    CUT,
    END
  }

  ZstdStream(ByteSource source, long windowMax) {
    this.source = source;
    this.windowMax = windowMax;
  }

  static boolean isMagic(byte[] head) {
    return head.length >= 4 && isMagic((int) new ByteSource(head).littleEndian(0, 4));
  }

  private static boolean isMagic(int first4Bytes) {
    return first4Bytes == MAGIC || (first4Bytes & ~0xF) == SKIPPABLE_MAGIC;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (!decoded.hasRemaining()) {
      switch (state) {
        case BETWEEN_FRAMES -> nextFrame();
        case BLOCK -> nextBlock();
        case CHECKSUM -> verify();
        case CUT -> throw truncated();
        case END -> {
          return -1;
        }
      }
    }
    int count = Math.min(length, decoded.remaining());
    decoded.get(to, offset, count);
    return count;
  }

  private void nextFrame() throws IOException {
    if (!source.has(4)) {
      if (source.has(1)) {
        throw Damage.notice("followed by bytes that are not a zstd frame");
      }
      state = State.END;
      return;
    }
    int magic = (int) source.littleEndian(0, 4);
    if (!isMagic(magic)) {
      throw first
          ? Damage.corrupt("not a zstd frame")
          : Damage.notice("followed by bytes that are not a zstd frame");
    }
    first = false;
    if (magic == MAGIC) {
      beginFrame();
    } else {
      need(8);
      long skipped = source.littleEndian(4, 4);
      source.advance(8);
      if (source.skip(skipped) < skipped) {
        throw truncated();
      }
    }
  }

  private void need(int count) throws IOException {
    if (!source.has(count)) {
      throw truncated();
    }
  }

  private Damage truncated() {
    return source.early("the zstd data stops inside a frame");
  }

  private void beginFrame() throws IOException {
    need(5);
    int descriptor = source.peek(4);
    boolean singleSegment = (descriptor & 0x20) != 0;
    int dictionaryAt = singleSegment ? 5 : 6;
    int dictionaryBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
    int sizeAt = dictionaryAt + dictionaryBytes;
    int sizeBytes = new int[] {singleSegment ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
    need(sizeAt + sizeBytes);
    long dictionary = source.littleEndian(dictionaryAt, dictionaryBytes);
    if (dictionary != 0) {
      throw Damage.unsupported("a zstd frame needs the dictionary %d".formatted(dictionary));
    }
    long size = source.littleEndian(sizeAt, sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    long window = singleSegment ? size : windowSize(source.peek(5));
    if (window < 0 || window > windowMax) {
      throw Damage.limit(
          "a zstd frame needs a window of %s bytes, more than the %d allowed"
              .formatted(Long.toUnsignedString(window), windowMax));
    }
    hasChecksum = (descriptor & 4) != 0;
    state = State.BLOCK;
    decode(take(sizeAt + sizeBytes), "the header of a zstd frame is damaged");
  }

  private static long windowSize(int descriptor) {
    long base = 1L << (10 + (descriptor >>> 3));
    return base + (base >>> 3) * (descriptor & 7);
  }

  private void nextBlock() throws IOException {
    need(BLOCK_HEADER_BYTES);
    int header = (int) source.littleEndian(0, BLOCK_HEADER_BYTES);
    int type = header >>> 1 & 3;
    int size = header >>> 3;
    if (type != REPEATED && size > BLOCK_MAX) {
      throw Damage.corrupt("a zstd block is larger than allowed");
    }
    int wanted = BLOCK_HEADER_BYTES + (type == REPEATED ? 1 : size);
    int there = take(wanted);
    if (there < wanted) {
      state = State.CUT;
    } else if ((header & 1) != 0) {
      state = hasChecksum ? State.CHECKSUM : State.BETWEEN_FRAMES;
    }
    if (there == wanted || type == PLAIN) {
      decode(there, "a zstd block cannot be decoded");
    }
  }

  private void verify() throws IOException {
    need(CHECKSUM_BYTES);
    state = State.BETWEEN_FRAMES;
    decode(take(CHECKSUM_BYTES), "the checksum of a zstd frame is wrong");
  }

  /// Brings the next bytes into `piece`, up to `wanted` of them; returns how many there were.
  private int take(int wanted) {
    return source.readUpTo(piece, 0, wanted);
  }

  /// Hands the first bytes of `piece` to the library, which decodes all that they complete.
  private void decode(int size, String damaged) throws Damage {
    if (library == null) {
      library = ZstdLibrary.decoder();
    }
    decoded.clear();
    try {
      library.decode(ByteBuffer.wrap(piece, 0, size), decoded);
    } catch (ZstdException corrupt) {
      throw Damage.corrupt(damaged);
    } finally {
      decoded.flip();
    }
  }

  @Override
  public void close() throws IOException {
    if (library != null) {
      library.close();
      library = null;
    }
    source.close();
  }
}
