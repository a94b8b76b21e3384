package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.ArrayCache;

/// One block of an .xz stream being decoded: its LZMA2 data, filters, padding and check.
///
/// Damage is thrown only after every byte before it has been read. Source: "The .xz File Format",
/// section 3.
final class XzBlock {
  private final XzBlockHeader header;
  private final ByteSource source;
  private final Lzma2 data;
  private final XzCheck check;
  private final long start;
  private final InputStream content;
  private byte[] claimed = new byte[0];
  private long produced;
  private long compressed;
  private boolean ended;
  private @Nullable Damage damage;

  /// @param data a decoder reset to read the block's data from `source`
  XzBlock(XzBlockHeader header, ByteSource source, Lzma2 data, XzCheck check) throws IOException {
    this.header = header;
    this.source = source;
    this.data = data;
    this.check = check;
    this.start = source.offset();
    InputStream filtered = new Unfiltered();
    for (var filter : header.filters()) {
      filtered = filter.getInputStream(filtered, ArrayCache.getDummyCache());
    }
    this.content = filtered;
  }

  /// Decoded bytes; -1 at the end.
  int read(byte[] to, int offset, int length) throws IOException {
    int count = content.read(to, offset, length);
    if (count >= 0) {
      if (isFiltered()) {
        see(to, offset, count);
      }
      return count;
    }
    if (damage == null && isFiltered()) {
      verify();
    }
    if (damage != null) {
      throw damage;
    }
    return -1;
  }

  private boolean isFiltered() {
    return !header.filters().isEmpty();
  }

  /// Decodes everything before anything is read; the window must have room for it. What the decoder
  /// holds outside the heap is gone then.
  void decodeAhead() throws IOException {
    try (data) {
      while (!ended && damage == null) {
        step();
      }
    }
  }

  private void step() throws IOException {
    var window = data.window();
    int before = window.untaken();
    try {
      if (!data.step()) {
        ended = true;
        readTrailer();
      }
    } catch (Damage found) {
      damage = found;
    }
    if (!isFiltered()) {
      int count = window.untaken() - before;
      see(window.bytes, window.position - count, count);
      if (ended && damage == null) {
        verify();
      }
    }
  }

  /// Counts and checks bytes as they were before the block was compressed.
  private void see(byte[] bytes, int offset, int count) {
    check.update(bytes, offset, count);
    produced += count;
    if (header.uncompressedBytes() >= 0 && produced > header.uncompressedBytes()) {
      damage = Damage.corrupt("an xz block is larger than its header says");
    }
  }

  private void readTrailer() throws IOException {
    compressed = source.offset() - start;
    int padding = (int) (-compressed & 3);
    if (!source.has(padding + check.size())) {
      throw Damage.truncated("the xz data stops inside a block's check");
    }
    if (source.littleEndian(0, padding) != 0
        || (header.compressedBytes() >= 0 && header.compressedBytes() != compressed)) {
      throw unlikeItsHeader();
    }
    source.advance(padding);
    claimed = source.head(check.size());
    source.advance(claimed.length);
  }

  private void verify() {
    if (header.uncompressedBytes() >= 0 && header.uncompressedBytes() != produced) {
      damage = unlikeItsHeader();
    } else if (!check.matches(claimed)) {
      damage = Damage.corrupt("the checksum of an xz block is wrong");
    }
  }

  private static Damage unlikeItsHeader() {
    return Damage.corrupt("an xz block is not as its header says");
  }

  /// What LZMA2 gives, up to damage if there is any: filters would lose bytes to an exception.
  private final class Unfiltered extends BulkStream {
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      var window = data.window();
      while (window.untaken() == 0) {
        if (ended || damage != null) {
          return -1;
        }
        step();
      }
      return window.take(to, offset, length);
    }
  }

  /// Adds what the stream's index will say of this block, once it has been read to its end.
  void addSizes(XzIndex.Sizes sizes) {
    sizes.add(header.headerBytes() + compressed + check.size(), produced);
  }
}
