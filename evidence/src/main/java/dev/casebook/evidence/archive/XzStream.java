package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Decoded .xz data: streams one after another, each of blocks and an index.
///
/// Blocks whose headers name their sizes (`xz -T`, the default since xz 5.6) and that fit the
/// memory set aside for it are decoded ahead, each on a thread of its own; others piece by piece.
/// Source: "The .xz File Format", version 1.2.1.
final class XzStream extends BulkStream {
  private static final byte[] MAGIC = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
  private static final byte[] FOOTER_MAGIC = {'Y', 'Z'};
  private static final int HEADER_BYTES = 12;
  private static final int FOOTER_BYTES = 12;

  private static final long REHEARSED_WINDOW = 8 << 20;

  /// Four words, as `xz -6` writes them.
  private static final String REHEARSED =
      "fd377a585a000004e6d6b4460200210116000000742fe5a3e0002300105d0031984acceeeb66"
          + "d1132d8716033d100000a10ee2f35df006d400012c24543ab4251fb6f37d010000000004595a";

  /// 512 KiB: to find the library and link what is called costs as much as decoding this much by
  /// our own decoder, and neither takes long for less.
  private static final int LIBRARY_MIN = 1 << 19;

  private final ByteSource source;
  private final long windowMax;
  private final long aheadMax;
  private final long libraryMin;

  /// Blocks begun and not yet read to their end, in order; only the last may read from the source.
  private final ArrayDeque<Begun> blocks = new ArrayDeque<>();

  private final Lzma2 pieceByPiece = new Lzma2();
  private long aheadBytes;
  private int checkKind;
  private XzIndex.Sizes sizes = new XzIndex.Sizes();

  private boolean first = true;
  private boolean inStream;
  private boolean ended;
  private @Nullable Damage damage;

  /// A block and, when it is decoded ahead, the task that does it and the bytes that it takes.
  private record Begun(XzBlock block, @Nullable Future<?> task, long memory) {}

  /// @param windowMax bytes that one block's window may take
  /// @param aheadMax bytes that blocks decoded ahead may take together; zero for none
  XzStream(ByteSource source, long windowMax, long aheadMax) {
    this(source, windowMax, aheadMax, LIBRARY_MIN);
  }

  /// @param libraryMin bytes of a block from which on the system's library decodes it
  XzStream(ByteSource source, long windowMax, long aheadMax, long libraryMin) {
    this.source = source;
    this.windowMax = windowMax;
    this.aheadMax = aheadMax;
    this.libraryMin = libraryMin;
  }

  /// Decodes a line by the system's library: a start that a build records finds it linked.
  static void rehearse() {
    var line = HexFormat.of().parseHex(REHEARSED);
    try (var xz = new XzStream(new ByteSource(line), REHEARSED_WINDOW, 0, 0)) {
      xz.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e); // it is whole
    }
  }

  static boolean isMagic(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (true) {
      lookAhead();
      var next = blocks.peek();
      if (next == null) {
        if (damage != null) {
          throw damage;
        }
        return -1;
      }
      if (next.task() != null) {
        Tasks.await(next.task());
      }
      int count = next.block().read(to, offset, length);
      if (count > 0) {
        return count;
      }
      next.block().addSizes(sizes);
      aheadBytes -= next.memory();
      blocks.remove();
    }
  }

  /// Begins as many blocks as may be begun now. Damage found on the way waits for its turn.
  private void lookAhead() throws IOException {
    while (!ended && damage == null && mayBegin()) {
      try {
        if (!inStream) {
          beginStream();
        } else if (!source.has(1)) {
          throw Damage.truncated("the xz data stops between blocks");
        } else if (source.peek(0) != 0) {
          beginBlock();
        } else if (blocks.isEmpty()) {
          endStream();
        } else {
          return;
        }
      } catch (Damage found) {
        damage = found;
      }
    }
  }

  private boolean mayBegin() {
    var last = blocks.peekLast();
    return last == null || (last.task() != null && aheadBytes < aheadMax / 2);
  }

  private byte[] take(int count, String where) throws IOException {
    if (!source.has(count)) {
      throw Damage.truncated("the xz data stops inside " + where);
    }
    var bytes = source.head(count);
    source.advance(count);
    return bytes;
  }

  private void beginStream() throws IOException {
    if (!first) {
      skipPadding();
      if (ended) {
        return;
      }
      if (!isMagic(source.head(MAGIC.length))) {
        throw Damage.notice("followed by bytes that are not an xz stream");
      }
    }
    first = false;
    var header = take(HEADER_BYTES, "a stream header");
    var flags = Arrays.copyOfRange(header, MAGIC.length, HEADER_BYTES);
    if (!isMagic(header) || !XzBlockHeader.endsWithCrc32(flags) || flags[0] != 0) {
      throw Damage.corrupt("the header of an xz stream is damaged");
    }
    checkKind = flags[1] & 0xF;
    sizes = new XzIndex.Sizes();
    inStream = true;
  }

  /// Streams may be followed by zeros, four at a time.
  private void skipPadding() throws IOException {
    while (source.has(4) && source.littleEndian(0, 4) == 0) {
      source.advance(4);
    }
    ended = !source.has(1);
  }

  private void beginBlock() throws IOException {
    var header = XzBlockHeader.parse(take(4 * (source.peek(0) + 1), "a block header"));
    if (header.windowBytes() > windowMax) {
      throw Damage.limit(
          "needs a window of %d bytes, more than the %d allowed"
              .formatted(header.windowBytes(), windowMax));
    }
    if (!header.isSized() || header.memory() > aheadMax / 2) {
      boolean much = source.ahead() >= libraryMin;
      var check = XzCheck.of(checkKind, much);
      pieceByPiece.reset(source, header.windowBytes(), much);
      blocks.add(new Begun(new XzBlock(header, source, pieceByPiece, check), null, 0));
      return;
    }
    boolean much = header.compressedBytes() >= libraryMin;
    var check = XzCheck.of(checkKind, much);
    long stored = header.compressedBytes() + (-header.compressedBytes() & 3) + check.size();
    var bytes = new ByteSource(source.readUpTo((int) stored));
    var data = new Lzma2();
    data.resetWhole(bytes, header.windowBytes(), much, header.uncompressedBytes());
    var block = new XzBlock(header, bytes, data, check);
    var task =
        Tasks.start(() -> {
          block.decodeAhead();
          return block;
        });
    aheadBytes += header.memory();
    blocks.add(new Begun(block, task, header.memory()));
  }

  private void endStream() throws IOException {
    long indexBytes = XzIndex.read(source, sizes);
    var footer = take(FOOTER_BYTES, "a stream footer");
    // The footer's CRC32 comes first and covers the six bytes after it.
    var covered = Arrays.copyOf(Arrays.copyOfRange(footer, 4, 10), 10);
    System.arraycopy(footer, 0, covered, 6, 4);
    long backward = 0;
    for (int i = 0; i < 4; i++) {
      backward |= (footer[4 + i] & 0xFFL) << (8 * i);
    }
    if (!XzBlockHeader.endsWithCrc32(covered)
        || !Arrays.equals(footer, 10, 12, FOOTER_MAGIC, 0, 2)
        || footer[9] != checkKind
        || 4 * (backward + 1) != indexBytes) {
      throw Damage.corrupt("the footer of an xz stream is damaged");
    }
    inStream = false;
  }

  @Override
  public void close() throws IOException {
    pieceByPiece.close();
    source.close();
  }
}
