package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.zip.CRC32;

/// The index that ends an .xz stream: the sizes of all its blocks again, which proves that none is
/// missing.
///
/// Source: "The .xz File Format", section 4.
final class XzIndex {
  private final ByteSource source;
  private final CRC32 crc = new CRC32();
  private final long start;

  private XzIndex(ByteSource source) {
    this.source = source;
    this.start = source.offset();
  }

  /// Sizes of blocks in order, kept as a count and a hash, for an index can list millions.
  static final class Sizes {
    private final XxHash64 hash = new XxHash64();
    private final byte[] pair = new byte[16];
    private long count;

    void add(long stored, long decoded) {
      for (int i = 0; i < 8; i++) {
        pair[i] = (byte) (stored >>> (8 * i));
        pair[8 + i] = (byte) (decoded >>> (8 * i));
      }
      hash.update(pair, 0, pair.length);
      count++;
    }

    boolean sameAs(Sizes other) {
      return count == other.count && hash.value() == other.hash.value();
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

  private int u8() throws IOException {
    if (!source.has(1)) {
      throw truncated();
    }
    int value = source.peek(0);
    source.advance(1);
    crc.update(value);
    return value;
  }

  /// Seven bits a byte, lowest first, at most nine bytes (63 bits).
  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged();
  }
}
