package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/// The decoded bytes of a zip member, held at their end against the size and checksum that the
/// archive names.
final class ZipContent extends BulkStream {
  private final InputStream in;
  private final ZipRecord member;
  private final CRC32 crc = new CRC32();
  private long count;
  private boolean ended;

  ZipContent(InputStream in, ZipRecord member) {
    this.in = in;
    this.member = member;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = ended ? -1 : in.read(to, offset, length);
    if (got < 0) {
      verify();
      return -1;
    }
    crc.update(to, offset, got);
    count += got;
    return got;
  }

  private void verify() throws Damage {
    if (ended || member.sizesFollow()) {
      return;
    }
    ended = true;
    if (count != member.size()) {
      throw Damage.corrupt("the archive names %d bytes".formatted(member.size()));
    }
    if (crc.getValue() != member.crc) {
      throw Damage.corrupt("its checksum is wrong");
    }
  }

  /// The next `left` bytes of a source: a member stored as it is.
  static final class Stored extends BulkStream {
    private final InputStream in;
    private long left;

    Stored(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(to, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw Damage.truncated("the archive ends inside it");
      }
      left -= count;
      return count;
    }
  }
}
