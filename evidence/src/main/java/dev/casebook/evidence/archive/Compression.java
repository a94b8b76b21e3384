package dev.casebook.evidence.archive;

import java.io.InputStream;

/// How a stream of bytes is compressed, known by its first bytes and not by a name.
public enum Compression {
  /// As it is.
  NONE("none"),
  /// RFC 1952, members concatenated.
  GZIP("gzip"),
  /// Streams concatenated; LZMA2 as the only filter.
  XZ("xz"),
  /// Streams concatenated.
  BZIP2("bzip2"),
  /// RFC 8878, frames concatenated; no dictionaries.
  ZSTD("zstd");

  /// How many first bytes tell compressions apart.
  public static final int HEAD_BYTES = 6;

  private final String title;

  Compression(String title) {
    this.title = title;
  }

  /// The name of the tool: `gzip`, `xz`.
  @Override
  public String toString() {
    return title;
  }

  /// Tells by the first bytes, [#HEAD_BYTES] of them if there are that many.
  public static Compression of(byte[] head) {
    if (head.length >= 3 && head[0] == 0x1F && head[1] == (byte) 0x8B && head[2] == 8) {
      return GZIP;
    }
    if (XzStream.isMagic(head)) {
      return XZ;
    }
    if (Bzip2Stream.isMagic(head)) {
      return BZIP2;
    }
    return ZstdStream.isMagic(head) ? ZSTD : NONE;
  }

  /// A stream's compression and its bytes without it.
  ///
  /// @param compression how it was compressed
  /// @param bytes what it decompresses to, bounded; closing it closes the stream below
  public record Decompressed(Compression compression, BoundedStream bytes) {}

  /// Opens a stream, decompressing it if it is compressed (once: a compressed file in a compressed
  /// file stays one). A failing first read is the problem of the stream returned, as any other.
  public static Decompressed open(InputStream in, Limits limits) {
    return open(new ByteSource(in), limits);
  }

  static Decompressed open(ByteSource source, Limits limits) {
    var compression = of(source.head(HEAD_BYTES));
    if (compression == NONE) {
      return new Decompressed(NONE, new BoundedStream(source, limits.totalBytes()));
    }
    var decoded = new ReadAhead(compression.decoder(source, limits), source);
    return new Decompressed(
        compression,
        new BoundedStream(decoded, limits.totalBytes(), limits.expansion(source::consumed)));
  }

  /// Decodes on the calling thread, for what is short or already in memory.
  InputStream decoder(ByteSource source, Limits limits) {
    return switch (this) {
      case NONE -> source;
      case GZIP -> new GzipStream(source);
      case XZ -> new XzStream(source, limits.windowMax(), limits.aheadMax());
      case BZIP2 -> new Bzip2Stream(source);
      case ZSTD -> new ZstdStream(source, limits.windowMax());
    };
  }
}
