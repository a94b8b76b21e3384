package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decoded zstd data: frames one after another, skippable ones left out.
///
/// A frame that needs a larger window than allowed, or a dictionary, is refused. Blocks decode as a
/// whole or not at all, so damage costs the block that it is in. Source: RFC 8878.
final class ZstdStream extends BulkStream {
  private static final int MAGIC = 0xFD2FB528;

  /// The last four bits are free.
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;

  private final ByteSource source;
  private final long windowMax;
  private final byte[] block =
      new byte[BackwardBits.MARGIN + ZstdBlock.BLOCK_MAX + BackwardBits.MARGIN];

  private final Window window = new Window();
  private final ZstdBlock decoder = new ZstdBlock(window);
  private final XxHash64 hash = new XxHash64();
  private int blockMax;
  private long contentSize;
  private boolean hasChecksum;
  private long produced;

  private boolean first = true;
  private boolean inFrame;
  private boolean ended;
  private @Nullable Damage damage;

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
    while (window.untaken() == 0) {
      if (damage != null) {
        throw damage;
      }
      if (ended) {
        return -1;
      }
      if (inFrame) {
        try {
          nextBlock();
        } catch (Damage found) {
          // What the block gave before the damage is read first.
          damage = found;
        }
      } else {
        nextFrame();
      }
    }
    return window.take(to, offset, length);
  }

  private void nextFrame() throws IOException {
    if (!source.has(4)) {
      if (source.has(1)) {
        throw Damage.notice("followed by bytes that are no zstd frame");
      }
      ended = true;
      return;
    }
    int magic = (int) source.littleEndian(0, 4);
    if (!isMagic(magic)) {
      throw first
          ? Damage.corrupt("not a zstd frame")
          : Damage.notice("followed by bytes that are no zstd frame");
    }
    first = false;
    if (magic == MAGIC) {
      source.advance(4);
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
    need(1);
    int descriptor = source.peek(0);
    boolean singleSegment = (descriptor & 0x20) != 0;
    int windowBytes = singleSegment ? 0 : 1;
    int dictionaryBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
    int sizeBytes = new int[] {singleSegment ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
    need(1 + windowBytes + dictionaryBytes + sizeBytes);
    if ((descriptor & 8) != 0) {
      throw Damage.corrupt("a zstd frame uses a reserved bit");
    }
    if (source.littleEndian(1 + windowBytes, dictionaryBytes) != 0) {
      throw Damage.unsupported("a zstd frame needs a dictionary");
    }
    long size = source.littleEndian(1 + windowBytes + dictionaryBytes, sizeBytes);
    contentSize = sizeBytes == 0 ? -1 : sizeBytes == 2 ? size + 256 : size;
    long windowSize = singleSegment ? contentSize : windowSize(source.peek(1));
    if (windowSize < 0 || windowSize > windowMax) {
      throw Damage.limit(
          "a zstd frame needs a window of %s bytes, more than the %d allowed"
              .formatted(Long.toUnsignedString(windowSize), windowMax));
    }
    source.advance(1 + windowBytes + dictionaryBytes + sizeBytes);
    hasChecksum = (descriptor & 4) != 0;
    window.reset((int) windowSize);
    decoder.reset();
    blockMax = (int) Math.min(windowSize, ZstdBlock.BLOCK_MAX);
    hash.reset();
    produced = 0;
    inFrame = true;
  }

  private static long windowSize(int descriptor) {
    long base = 1L << (10 + (descriptor >>> 3));
    return base + (base >>> 3) * (descriptor & 7);
  }

  private void nextBlock() throws IOException {
    need(3);
    int header = (int) source.littleEndian(0, 3);
    source.advance(3);
    int size = header >>> 3;
    if (size > blockMax) {
      throw Damage.corrupt("a zstd block is larger than allowed");
    }
    window.reserve(blockMax);
    int before = window.position;
    boolean whole = true;
    switch (header >>> 1 & 3) {
      case 0 -> {
        int count = source.readUpTo(window.bytes, before, size);
        window.position += count;
        whole = count == size;
      }
      case 1 -> {
        need(1);
        Arrays.fill(window.bytes, before, before + size, (byte) source.peek(0));
        source.advance(1);
        window.position += size;
      }
      case 2 -> compressed(size);
      default -> throw Damage.corrupt("a zstd block is of no known type");
    }
    hash.update(window.bytes, before, window.position - before);
    produced += window.position - before;
    if (!whole) {
      throw truncated();
    }
    if ((header & 1) != 0) {
      endFrame();
    }
  }

  private void compressed(int size) throws IOException {
    if (source.readUpTo(block, BackwardBits.MARGIN, size) < size) {
      throw truncated();
    }
    int before = window.position;
    try {
      decoder.decode(block, BackwardBits.MARGIN, BackwardBits.MARGIN + size, blockMax);
    } catch (Damage | IndexOutOfBoundsException corrupt) {
      window.position = before;
      throw Damage.corrupt("a zstd block cannot be decoded");
    }
  }

  private void endFrame() throws IOException {
    inFrame = false;
    if (contentSize >= 0 && contentSize != produced) {
      throw Damage.corrupt("a zstd frame of %d bytes claims %d".formatted(produced, contentSize));
    }
    if (hasChecksum) {
      need(4);
      int claimed = (int) source.littleEndian(0, 4);
      source.advance(4);
      if (claimed != (int) hash.value()) {
        throw Damage.corrupt("the checksum of a zstd frame is wrong");
      }
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
