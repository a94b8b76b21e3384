package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// The bytes of a file, from any position and any thread.
///
/// Not a `FileChannel`: a thread that is interrupted while it reads from one closes it for all.
final class FileBytes implements SeekableBytes, Closeable {
  private final RandomAccessFile file;
  private final long size;

  /// Opens a file as long as it is now.
  FileBytes(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    size = file.length();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] to, int offset, int length) throws IOException {
    synchronized (file) {
      file.seek(position);
      return file.read(to, offset, length);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
