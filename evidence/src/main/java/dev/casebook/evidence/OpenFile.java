package dev.casebook.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// A file of this machine whose links were followed already.
///
/// @param bytesMax how much of it is read: the size that it had when it was collected
record OpenFile(Path file, long bytesMax) implements Opening {

  OpenFile(Path file) {
    this(file, Long.MAX_VALUE);
  }

  OpenFile upTo(long size) {
    return new OpenFile(file, size);
  }

  /// Whether it is there and this process may not read it. That it may can't be told before it is
  /// opened: the kernel refuses some files of /proc only then.
  boolean isClosed() {
    return !Files.isReadable(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public InputStream open() throws IOException {
    var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    return bytesMax == Long.MAX_VALUE ? in : new UpTo(in, bytesMax);
  }

  @Override
  public Optional<MappedBytes> map() throws IOException {
    return Optional.of(MappedBytes.of(file));
  }

  /// The first bytes of a file that may grow, or be cut, while it is read.
  static final class UpTo extends FilterInputStream {
    private long left;

    UpTo(InputStream in, long bytesMax) {
      super(in);
      this.left = bytesMax;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(to, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new IOException("was cut by %d bytes while it was read".formatted(left));
      }
      left -= read;
      return read;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(left, in.available());
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }
  }
}
