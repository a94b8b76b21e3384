package dev.casebook.evidence.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One block of an .xz stream being decoded: its LZMA2 data, padding and check.
///
/// Damage is thrown only after every byte before it has been read. Source: "The .xz File Format",
/// section 3.
final class XzBlock {
  private final XzBlockHeader header;
  private final ByteSource source;
  private final Lzma2 data;
  private final XzCheck check;
  private final long start;
  private long produced;
  private long compressed;
  private boolean ended;
  private @Nullable Damage damage;

  /// @param data a decoder reset to read the block's data from `source`
  XzBlock(XzBlockHeader header, ByteSource source, Lzma2 data, XzCheck check) {
    this.header = header;
    this.source = source;
    this.data = data;
    this.check = check;
    this.start = source.offset();
  }

  /// Decoded bytes; -1 at the end.
  int read(byte[] to, int offset, int length) throws IOException {
    var window = data.window();
    while (window.untaken() == 0) {
      if (damage != null) {
        throw damage;
      }
      if (ended) {
        return -1;
      }
      step();
    }
    return window.take(to, offset, length);
  }

  /// Decodes everything before anything is read; the window must have room for it.
  void decodeAhead() throws IOException {
    while (!ended && damage == null) {
      step();
    }
  }

  private void step() throws IOException {
    var window = data.window();
    int before = window.untaken();
    try {
      if (!data.step()) {
        finish();
      }
    } catch (Damage found) {
      damage = found;
    }
    int count = window.untaken() - before;
    check.update(window.bytes, window.position - count, count);
    produced += count;
    if (header.uncompressedBytes() >= 0 && produced > header.uncompressedBytes()) {
      damage = Damage.corrupt("an xz block is larger than its header says");
    }
  }

  private void finish() throws IOException {
    ended = true;
    compressed = source.offset() - start;
    int padding = (int) (-compressed & 3);
    int end = padding + check.size();
    if (!source.has(end)) {
      throw Damage.truncated("the xz data stops inside a block's check");
    }
    boolean padded = source.littleEndian(0, padding) == 0;
    source.advance(padding);
    var claimed = source.head(check.size());
    source.advance(claimed.length);
    if (!padded
        || (header.compressedBytes() >= 0 && header.compressedBytes() != compressed)
        || (header.uncompressedBytes() >= 0 && header.uncompressedBytes() != produced)) {
      throw Damage.corrupt("an xz block is not as its header says");
    }
    if (!check.matches(claimed)) {
      throw Damage.corrupt("the checksum of an xz block is wrong");
    }
  }

  /// Adds what the stream's index will say of this block, once it has been read to its end.
  void addSizes(XzIndex.Sizes sizes) {
    sizes.add(header.headerBytes() + compressed + check.size(), produced);
  }
}
