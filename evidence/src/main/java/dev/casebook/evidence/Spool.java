package dev.casebook.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the wanted members of an archive are kept while it is open: small ones in memory, the
/// others in one file that has no name any more once it is open, so that nothing is left behind
/// however the process ends.
final class Spool implements AutoCloseable {

  /// Members up to this size are kept in memory: most files of a bundle have a few KB.
  private static final int SMALL_BYTES = 32 * 1024;

  /// All small members together.
  private static final long MEMORY_BYTES_MAX = 32L * 1024 * 1024;

  private final long bytesMax;
  private long memoryBytes;
  private long fileBytes;
  private @Nullable FileChannel file;

  /// @param bytesMax what may be kept in all
  Spool(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /// A member's bytes.
  ///
  /// @param truncated whether the spool was full before its end
  record Kept(long size, boolean truncated, FileTree.Opening opening) {}

  /// Keeps what is left of a stream; if the stream breaks, what came before is kept.
  ///
  /// @param broken takes the reason if it breaks
  Kept keep(InputStream in, java.util.function.Consumer<String> broken) throws IOException {
    byte[] head = new byte[SMALL_BYTES + 1];
    int read = 0;
    try {
      read = in.readNBytes(head, 0, head.length);
    } catch (IOException | RuntimeException e) {
      broken.accept(String.valueOf(e.getMessage()));
      return inMemory(new byte[0]);
    }
    if (read <= SMALL_BYTES && memoryBytes + read <= MEMORY_BYTES_MAX) {
      return inMemory(Arrays.copyOf(head, read));
    }
    return inFile(head, read, in, broken);
  }

  private Kept inMemory(byte[] bytes) {
    memoryBytes += bytes.length;
    return new Kept(bytes.length, false, () -> new ByteArrayInputStream(bytes));
  }

  private Kept inFile(
      byte[] head, int read, InputStream in, java.util.function.Consumer<String> broken)
      throws IOException {
    long start = fileBytes;
    byte[] buffer = new byte[256 * 1024];
    append(head, read);
    boolean truncated = false;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int room = (int) Math.min(n, bytesMax - fileBytes);
        append(buffer, room);
        if (room < n) {
          truncated = true;
          break;
        }
      }
    } catch (IOException | RuntimeException e) {
      broken.accept(String.valueOf(e.getMessage()));
    }
    long size = fileBytes - start;
    return new Kept(size, truncated, () -> new RegionStream(channel(), start, size));
  }

  private void append(byte[] bytes, int length) throws IOException {
    var buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      fileBytes += channel().write(buffer, fileBytes);
    }
  }

  private FileChannel channel() throws IOException {
    if (file == null) {
      var path = Files.createTempFile("casebook-", ".spool");
      // On Linux DELETE_ON_CLOSE removes the name at once, while the channel goes on.
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    return file;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A part of the spool's file, read from its beginning.
  private static final class RegionStream extends InputStream {

    private final FileChannel channel;
    private long position;
    private final long end;

    RegionStream(FileChannel channel, long start, long size) {
      this.channel = channel;
      this.position = start;
      this.end = start + size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, end - position);
      if (wanted <= 0) {
        return length == 0 ? 0 : -1;
      }
      int read = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
      position += Math.max(0, read);
      return read;
    }
  }
}
