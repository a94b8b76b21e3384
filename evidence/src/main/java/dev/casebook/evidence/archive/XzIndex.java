package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.zip.CRC32;

/// The index that ends an .xz stream: the sizes of all its blocks again, which proves that none is
/// missing.
///
/// Source: "The .xz File Format", section 4.
final class XzIndex implements XzFields {
  private final ByteSource source;
  private final CRC32 crc = new CRC32();
  private final long start;

  private XzIndex(ByteSource source) {
    this.source = source;
    this.start = source.offset();
  }

  /// Sizes of blocks in order, kept as a count and a sum, for an index can list millions.
  static final class Sizes {
    private final Crc64 sum = new Crc64();
    private final byte[] pair = new byte[16];
    private long count;

    void add(long stored, long decoded) {
      for (int i = 0; i < 8; i++) {
        pair[i] = (byte) (stored >>> (8 * i));
        pair[8 + i] = (byte) (decoded >>> (8 * i));
      }
      sum.update(pair, 0, pair.length);
      count++;
    }

    /// Whether the same sizes were added.
    boolean sameAs(Sizes other) {
      return count == other.count && sum.getValue() == other.sum.getValue();
    }
  }

  /// Reads an index and holds it against the blocks seen; returns its size in bytes.
  static long read(ByteSource source, Sizes seen) throws IOException {
    return new XzIndex(source).read(seen);
  }

  private long read(Sizes seen) throws IOException {
    u8();
    long records = number();
    if (records != seen.count) {
      throw damaged();
    }
    var listed = new Sizes();
    for (long i = 0; i < records; i++) {
      listed.add(number(), number());
    }
    while ((source.offset() - start & 3) != 0) {
      u8();
    }
    if (!source.has(4)) {
      throw truncated();
    }
    long claimed = source.littleEndian(0, 4);
    source.advance(4);
    if (claimed != crc.getValue() || !listed.sameAs(seen)) {
      throw damaged();
    }
    return source.offset() - start;
  }

  private static Damage damaged() {
    return Damage.corrupt("the index of an xz stream does not fit its blocks");
  }

  private static Damage truncated() {
    return Damage.truncated("the xz data stops inside an index");
  }

  @Override
  public int u8() throws IOException {
    if (!source.has(1)) {
      throw truncated();
    }
    int value = source.peek(0);
    source.advance(1);
    crc.update(value);
    return value;
  }
}
