package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// A stream that another thread reads ahead, so that decoding overlaps with the use of what was
/// decoded.
///
/// Whatever the inner stream throws is thrown here, after the bytes before it.
final class ReadAhead extends BulkStream implements Previewed {
  /// 256 KiB: handing over takes about 10 µs, decoding this much a hundred times that.
  private static final int PIECE_BYTES = 256 << 10;

  /// Pieces waiting; with one being filled and one being read, 1.5 MiB in all.
  private static final int WAITING_MAX = 4;

  private final InputStream in;
  private final Closeable source;
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(WAITING_MAX);
  private final BlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(WAITING_MAX + 2);
  private final Thread reader;
  private Piece current = new Piece(new byte[PIECE_BYTES], 0, false, null);
  private int position;

  /// Bytes read ahead; after the last of them the end, or what was thrown instead.
  private static final class Piece {
    final byte[] bytes;
    final int size;
    final boolean last;
    final @Nullable Throwable thrown;

    Piece(byte[] bytes, int size, boolean last, @Nullable Throwable thrown) {
      this.bytes = bytes;
      this.size = size;
      this.last = last;
      this.thrown = thrown;
    }
  }

  /// @param in read and in the end closed by the other thread alone, for its memory must not go
  ///   while it decodes
  /// @param source what `in` reads from, closed as soon as this is
  ReadAhead(InputStream in, Closeable source) {
    this.in = in;
    this.source = source;
    this.reader = Thread.ofPlatform().daemon().name("read-ahead").start(this::readAll);
  }

  private void readAll() {
    try (in) {
      Piece piece;
      do {
        var bytes = spare.poll();
        piece = fill(bytes == null ? new byte[PIECE_BYTES] : bytes);
        full.put(piece);
      } while (!piece.last);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException closing) {
      // Everything has been read or nobody reads on.
    }
  }

  private Piece fill(byte[] bytes) {
    int size = 0;
    try {
      while (size < bytes.length) {
        int count = in.read(bytes, size, bytes.length - size);
        if (count < 0) {
          return new Piece(bytes, size, true, null);
        }
        size += count;
      }
      return new Piece(bytes, size, false, null);
    } catch (IOException | RuntimeException | Error thrown) {
      return new Piece(bytes, size, true, thrown);
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (position == current.size) {
      if (current.last) {
        return endOrThrow();
      }
      next();
    }
    int count = Math.min(length, current.size - position);
    System.arraycopy(current.bytes, position, to, offset, count);
    position += count;
    return count;
  }

  /// No further than the piece at hand, so that the caller can tell a bomb in time.
  @Override
  public long skip(long count) throws IOException {
    if (position == current.size && !current.last) {
      next();
    }
    int skipped = (int) Math.min(count, current.size - position);
    position += skipped;
    return skipped;
  }

  @Override
  public byte[] head(int count) {
    try {
      if (position == current.size && !current.last) {
        next();
      }
    } catch (IOException interrupted) {
      return new byte[0];
    }
    int from = position;
    return Arrays.copyOfRange(current.bytes, from, from + Math.min(count, current.size - from));
  }

  private int endOrThrow() throws IOException {
    return switch (current.thrown) {
      case null -> -1;
      case IOException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      case Throwable impossible -> throw new AssertionError(impossible);
    };
  }

  /// Waits as long as the source takes: a pipe may be slow, and its end is the writer's matter.
  private void next() throws IOException {
    var _ = spare.offer(current.bytes);
    try {
      current = full.take();
      position = 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    reader.interrupt();
    source.close();
  }
}
