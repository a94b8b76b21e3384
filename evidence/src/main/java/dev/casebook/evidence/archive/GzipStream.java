package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.zip.CRC32;

/// Decoded gzip data: members one after another, as `cat a.gz b.gz` makes them.
///
/// The JDK's own stream asks `available()` whether another member follows, which a pipe answers
/// wrongly, and passes over what follows the last one. Source: RFC 1952.
final class GzipStream extends BulkStream {
  /// Fixed part of a member's header.
  private static final int HEADER_BYTES = 10;

  private static final int TRAILER_BYTES = 8;

  /// The longest name or comment read over in a header; real ones are file names.
  private static final int TEXT_MAX = 1 << 16;

  private final ByteSource source;
  private final DeflateStream data;
  private final CRC32 crc = new CRC32();
  private boolean first = true;
  private boolean inMember;

  GzipStream(ByteSource source) {
    this.source = source;
    this.data = new DeflateStream(source);
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (inMember || beginMember()) {
      int count = data.read(to, offset, length);
      if (count > 0) {
        crc.update(to, offset, count);
        return count;
      }
      endMember();
    }
    return -1;
  }

  /// Begins the next member; false when there is none.
  private boolean beginMember() throws IOException {
    if (!first && isAtEnd()) {
      return false;
    }
    if (!source.has(HEADER_BYTES)) {
      throw Damage.truncated("the gzip data stops inside a header");
    }
    int flags = source.peek(3);
    if (source.peek(2) != 8 || (flags & 0xE0) != 0) {
      throw Damage.corrupt("a gzip header contradicts itself");
    }
    source.advance(HEADER_BYTES);
    if ((flags & 4) != 0) {
      need(2);
      int extra = (int) source.littleEndian(0, 2);
      source.advance(2);
      if (source.skip(extra) < extra) {
        throw Damage.truncated("the gzip data stops inside a header");
      }
    }
    if ((flags & 8) != 0) {
      skipText();
    }
    if ((flags & 16) != 0) {
      skipText();
    }
    if ((flags & 2) != 0) {
      need(2);
      source.advance(2);
    }
    first = false;
    inMember = true;
    var _ = data.restart();
    crc.reset();
    return true;
  }

  /// Whether the data ends here; tapes pad it with zeros, anything else is reported.
  private boolean isAtEnd() throws IOException {
    if (source.has(2) && source.peek(0) == 0x1F && source.peek(1) == 0x8B) {
      return false;
    }
    while (source.has(1)) {
      if (source.peek(0) != 0) {
        throw Damage.notice("followed by bytes that are not a gzip member");
      }
      source.advance(1);
    }
    return true;
  }

  private void need(int count) throws IOException {
    if (!source.has(count)) {
      throw Damage.truncated("the gzip data stops inside a header");
    }
  }

  private void skipText() throws IOException {
    for (int i = 0; i < TEXT_MAX; i++) {
      need(1);
      int character = source.peek(0);
      source.advance(1);
      if (character == 0) {
        return;
      }
    }
    throw Damage.corrupt("a gzip header holds an endless name");
  }

  private void endMember() throws IOException {
    inMember = false;
    if (!source.has(TRAILER_BYTES)) {
      throw Damage.truncated("the gzip data stops inside a trailer");
    }
    long claimedCrc = source.littleEndian(0, 4);
    long claimedSize = source.littleEndian(4, 4);
    source.advance(TRAILER_BYTES);
    if (claimedCrc != crc.getValue() || claimedSize != (data.produced() & 0xFFFFFFFFL)) {
      throw Damage.corrupt("the checksum of a gzip member is wrong");
    }
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
