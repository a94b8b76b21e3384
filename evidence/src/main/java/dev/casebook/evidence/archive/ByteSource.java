package dev.casebook.evidence.archive;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The raw bytes of a source: buffered, counted, with a look ahead, and with a failing medium told
/// apart from damaged evidence.
final class ByteSource extends InputStream implements Previewed {
  /// The furthest look ahead, and the size of one read: 64 KiB, where a system call costs little.
  static final int BUFFER_BYTES = 1 << 16;

  /// Enough for most files of a bundle; who reads on behind a full one gets a whole one.
  private static final int FIRST_BYTES = 1 << 14;

  /// So much is read where it is wanted, and not into the buffer first.
  private static final int PAST_BYTES = 1 << 15;

  private static final byte[] CLOSED = {};

  /// The buffer of a source that was closed, for the next one: most sources are small files, and a
  /// new buffer would be most of the memory that each of them takes.
  private static final AtomicReference<byte @Nullable []> SPARE = new AtomicReference<>();

  private InputStream in;
  private byte[] buffer;
  private int position;
  private int limit;
  private boolean ended;
  private boolean isReadersOwn;
  private @Nullable Damage failure;

  /// How far into the input skipping may replace reading: the size of a file, or zero.
  private long skippableMax;

  /// Bytes that have left the buffer; `consumed` is the same for other threads to see.
  private long dropped;

  private volatile long consumed;

  ByteSource(InputStream in) {
    this(in, firstBuffer(), 0, false);
  }

  /// The bytes of a file; what is skipped of them is not read.
  static ByteSource of(Path file) throws IOException {
    var in = new FileInputStream(file.toFile());
    var source = new ByteSource(in);
    source.skippableMax = Math.max(0, in.getChannel().size());
    return source;
  }

  /// Bytes that are all there.
  ByteSource(byte[] bytes) {
    this(InputStream.nullInputStream(), bytes, bytes.length, true);
  }

  private ByteSource(InputStream in, byte[] buffer, int limit, boolean ended) {
    this.in = in;
    this.buffer = buffer;
    this.limit = limit;
    this.ended = ended;
  }

  private static byte[] firstBuffer() {
    byte[] spare = SPARE.getAndSet(null);
    return spare == null ? new byte[FIRST_BYTES] : spare;
  }

  /// Begins again with another input.
  void reset(InputStream in) {
    this.in = in;
    position = 0;
    limit = 0;
    dropped = 0;
    ended = false;
    failure = null;
  }

  /// Whether `count` more bytes are there; reads ahead to know.
  boolean has(int count) throws IOException {
    if (limit - position >= count) {
      return true;
    }
    if (ended) {
      throwFailure();
      return false;
    }
    boolean isShort = count > buffer.length || limit == buffer.length;
    byte[] to = isShort && buffer.length < BUFFER_BYTES ? new byte[BUFFER_BYTES] : buffer;
    System.arraycopy(buffer, position, to, 0, limit - position);
    buffer = to;
    dropped += position;
    consumed = dropped;
    limit -= position;
    position = 0;
    while (limit < count && !ended) {
      fill();
    }
    if (limit < count) {
      throwFailure();
    }
    return limit >= count;
  }

  private void throwFailure() throws Damage {
    if (failure != null) {
      throw failure;
    }
  }

  private void fill() {
    limit += Math.max(0, take(buffer, limit, buffer.length - limit));
  }

  /// Reads what is next where it is wanted, with nothing buffered.
  private int readPast(byte[] to, int offset, int length) throws IOException {
    dropped += position;
    position = 0;
    limit = 0;
    int count = take(to, offset, Math.min(length, BUFFER_BYTES));
    dropped += Math.max(0, count);
    consumed = dropped;
    if (count < 0) {
      throwFailure();
    }
    return count;
  }

  /// @return how many bytes came; -1 if there are no more, or reading failed
  private int take(byte[] to, int offset, int length) {
    try {
      int count = in.read(to, offset, length);
      ended = count < 0;
      return count;
    } catch (IOException thrown) {
      ended = true;
      failure =
          thrown instanceof Damage damage
              ? damage
              : new Damage(Problem.Kind.UNREADABLE, "reading failed: " + thrown.getMessage());
      return -1;
    }
  }

  /// How many bytes have been used or read ahead. Any thread may ask.
  long consumed() {
    return consumed;
  }

  /// Bytes used so far, for the reading thread.
  long offset() {
    return dropped + position;
  }

  /// How many bytes are known to be there: of a file all, of a pipe those that wait in it.
  long ahead() {
    try {
      return buffered() + (long) in.available();
    } catch (IOException failing) {
      return buffered();
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  int buffered() {
    return limit - position;
  }

  void advance(int count) {
    position += Objects.checkIndex(count, limit - position + 1);
  }

  /// Gives back the last `count` bytes advanced over, none of which has left the buffer.
  void unread(int count) {
    position -= Objects.checkIndex(count, position + 1);
  }

  /// A byte already known to be there, `ahead` of the next.
  int peek(int ahead) {
    return buffer[position + Objects.checkIndex(ahead, limit - position)] & 0xFF;
  }

  /// An unsigned number of `count` bytes (0 to 8) already known to be there, `ahead` of the next.
  long littleEndian(int ahead, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) peek(ahead + i) << (8 * i);
    }
    return value;
  }

  /// An unsigned 16-bit number, lowest byte first, as [#littleEndian].
  int u16(int ahead) {
    return (int) littleEndian(ahead, 2);
  }

  @Override
  public byte[] head(int count) {
    try {
      var _ = has(count);
    } catch (IOException failing) {
      // Kept: whoever reads on meets it again.
    }
    return Arrays.copyOfRange(buffer, position, position + Math.min(count, limit - position));
  }

  @Override
  public int read() throws IOException {
    return has(1) ? buffer[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && !ended && length >= PAST_BYTES) {
      return readPast(to, offset, length);
    }
    if (!has(1)) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, to, offset, count);
    position += count;
    return count;
  }

  /// Reads `count` bytes, or as many as there are before the end or a failure of the medium; which
  /// of the two it was, [#early] says.
  int readUpTo(byte[] to, int offset, int count) {
    int done = 0;
    try {
      while (done < count) {
        int got = read(to, offset + done, count - done);
        if (got < 0) {
          return done;
        }
        done += got;
      }
    } catch (IOException failing) {
      // Kept for `early`.
    }
    return done;
  }

  /// As [#readUpTo], in an array that grows only as bytes arrive, however large `count` is.
  byte[] readUpTo(int count) {
    var bytes = new byte[Math.min(count, BUFFER_BYTES)];
    int done = 0;
    while (true) {
      done += readUpTo(bytes, done, bytes.length - done);
      if (done < bytes.length) {
        return Arrays.copyOf(bytes, done);
      }
      if (done == count) {
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * done, count));
    }
  }

  /// Why there are fewer bytes than there should be: the medium failed, or else they are truncated.
  Damage early(String truncated) {
    return failure != null ? failure : Damage.truncated(truncated);
  }

  /// Skips as much of `count` as there is, and says how much that was.
  @Override
  public long skip(long count) throws IOException {
    long left = count;
    while (left > 0 && has(1)) {
      int taken = (int) Math.min(left, limit - position);
      position += taken;
      left -= taken;
      if (left > 0) {
        left -= seek(left);
      }
    }
    return count - left;
  }

  /// With nothing buffered, passes over bytes of a file without reading them: no further than its
  /// end, for a file can be positioned behind that too.
  private long seek(long count) throws IOException {
    long possible = Math.min(count, skippableMax - dropped - limit);
    if (possible <= BUFFER_BYTES) {
      return 0;
    }
    long skipped = in.skip(possible);
    dropped += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public void close() throws IOException {
    if (isReadersOwn) {
      giveBack();
    }
    in.close();
  }

  /// Says that only the thread that reads it closes it, and that nobody has its buffer then.
  ByteSource ofReader() {
    isReadersOwn = true;
    return this;
  }

  private void giveBack() {
    if (buffer.length == FIRST_BYTES) {
      SPARE.set(buffer);
    }
    buffer = CLOSED;
    dropped += position;
    position = 0;
    limit = 0;
    ended = true;
  }
}
