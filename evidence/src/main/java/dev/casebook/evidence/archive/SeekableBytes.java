package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read from any position.
interface SeekableBytes {
  long size();

  /// Reads some bytes from `position` on; -1 when it is at or past the end.
  int read(long position, byte[] to, int offset, int length) throws IOException;

  /// The bytes `[from..to)` as a stream, as far as they are there.
  default InputStream slice(long from, long to) {
    return new Slice(this, Math.max(0, from), Math.min(to, size()));
  }

  /// A stretch of such bytes as a stream.
  final class Slice extends BulkStream {
    private final SeekableBytes bytes;
    private final long end;
    private long position;

    private Slice(SeekableBytes bytes, long from, long end) {
      this.bytes = bytes;
      this.position = from;
      this.end = end;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (position >= end) {
        return -1;
      }
      int count = bytes.read(position, to, offset, (int) Math.min(length, end - position));
      position += Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) {
      long skipped = Math.clamp(count, 0, Math.max(0, end - position));
      position += skipped;
      return skipped;
    }

    @Override
    public int available() {
      return Math.clamp(end - position, 0, Integer.MAX_VALUE);
    }
  }
}
