package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How a stream of bytes is compressed, known by its first bytes and not by a name.
///
/// Some kinds are recognised and not read: what they hold is a problem with a name, never text and
/// never nothing. Brotli has no magic number and cannot be told from other bytes.
public enum Compression {
  /// As it is.
  NONE("none"),
  /// RFC 1952, members concatenated.
  GZIP("gzip"),
  /// Streams concatenated; all filters of xz 5.8.
  XZ("xz"),
  /// What came before .xz: one stream.
  LZMA("lzma"),
  /// Streams concatenated.
  BZIP2("bzip2"),
  /// RFC 8878, frames concatenated; no dictionaries.
  ZSTD("zstd"),
  /// `.Z`; not read.
  COMPRESS("compress", "\u001F\u009D"),
  /// Frames; not read.
  LZ4("lz4", "\u0004\"M\u0018"),
  /// As Linux images use it; not read.
  LZ4_LEGACY("lz4", "\u0002!L\u0018"),
  /// Not read.
  LZIP("lzip", "LZIP\u0001"),
  /// Not read.
  LZOP("lzop", "\u0089LZO\0\r"),
  /// The framing format; not read.
  SNAPPY("snappy", "\u00FF\u0006\0\0sN");

  /// How many first bytes tell compressions apart.
  public static final int HEAD_BYTES = LzmaStream.HEADER_BYTES + 1;

  private static final List<Compression> UNREAD =
      Arrays.stream(values()).filter(kind -> !kind.isRead()).toList();

  private final String title;

  /// A byte a character; empty for what is told otherwise.
  private final String magic;

  Compression(String title) {
    this(title, "");
  }

  Compression(String title, String magic) {
    this.title = title;
    this.magic = magic;
  }

  /// The name of the tool: `gzip`, `xz`.
  @Override
  public String toString() {
    return title;
  }

  /// Whether bytes compressed so are decoded, and not only known by name.
  public boolean isRead() {
    return magic.isEmpty();
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
    if (ZstdStream.isMagic(head)) {
      return ZSTD;
    }
    return LzmaStream.isMagic(head) ? LZMA : unread(head);
  }

  private static Compression unread(byte[] head) {
    for (var kind : UNREAD) {
      if (UnreadForm.startsWith(head, 0, kind.magic)) {
        return kind;
      }
    }
    return NONE;
  }

  /// A stream's compression and its bytes without it.
  ///
  /// @param compression how it was compressed
  /// @param bytes what it decompresses to, bounded; closing it closes the stream below
  public record Decompressed(Compression compression, BoundedStream bytes)
      implements AutoCloseable {

    /// Why a file of this name holds nothing that anybody here reads; before its first byte was
    /// read. What is compressed in a way that is not read fails where it is read.
    public Optional<Problem> unread(String file) {
      var form = bytes.unread();
      return form.isPresent() || compression != NONE
          ? form
          : PromisedForm.broken(file, bytes.head(UnreadForm.SHORT_HEAD_BYTES));
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /// Opens a stream, decompressing it if it is compressed (once: a compressed file in a compressed
  /// file stays one). A failing first read is the problem of the stream returned, as any other.
  public static Decompressed open(InputStream in, Limits limits) {
    return open(new ByteSource(in), limits);
  }

  static Decompressed open(ByteSource source, Limits limits) {
    var compression = of(source.head(HEAD_BYTES));
    if (compression == NONE) {
      return new Decompressed(NONE, new BoundedStream(source.ofReader(), limits.totalBytes()));
    }
    var decoded = new ReadAhead(compression.decoder(source, limits), source);
    return new Decompressed(
        compression,
        new BoundedStream(decoded, limits.totalBytes(), limits.expansion(source::consumed)));
  }

  /// Goes through what reading a large file costs at its start, for a build that records it.
  public static void rehearse() {
    XzStream.rehearse();
  }

  /// Decodes on the calling thread, for what is short or already in memory.
  InputStream decoder(ByteSource source, Limits limits) {
    return switch (this) {
      case NONE -> source;
      case GZIP -> new GzipStream(source);
      case XZ -> new XzStream(source, limits.windowMax(), limits.aheadMax());
      case LZMA -> new LzmaStream(source, limits.windowMax());
      case BZIP2 -> new Bzip2Stream(source, limits.aheadMax());
      case ZSTD -> new ZstdStream(source, limits.windowMax());
      case COMPRESS, LZ4, LZ4_LEGACY, LZIP, LZOP, SNAPPY -> new Unread(source);
    };
  }

  /// Bytes that nobody here decodes.
  private final class Unread extends BulkStream {
    private final ByteSource source;

    Unread(ByteSource source) {
      this.source = source;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      throw Damage.unsupported("compressed with %s; unpack it first".formatted(title));
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
