package dev.casebook.wings.accounts.credentials;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/// A file that is only ever added to, its lines a [Chain].
///
/// A line counts once it is on the disk. Several processes may have it open: whoever adds holds a
/// lock and reads what others added before. A last line without its end was never told to anybody,
/// and is taken away.
final class Journal implements AutoCloseable {

  /// One event fits many times; more is none of ours.
  private static final int LINE_BYTES_MAX = 64 * 1024;

  private static final int READ_BYTES = 1 << 20;

  /// What is done while nobody else adds.
  interface Work<T> {
    T with(Writer writer) throws IOException;
  }

  /// Adds an event, which is on the disk when it returns.
  interface Writer {
    void add(Instant time, String actor, Event event) throws IOException;
  }

  private final FileChannel channel;
  private final Consumer<Chain.Entry> reader;
  private final Chain chain = new Chain();
  private long position;

  private Journal(FileChannel channel, Consumer<Chain.Entry> reader) {
    this.channel = channel;
    this.reader = reader;
  }

  /// @param reader given each line, those of other processes too
  /// @throws IOException also where the chain is broken, with the line
  static Journal open(Path file, Consumer<Chain.Entry> reader) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var journal = new Journal(FileChannel.open(file, options, mode), reader);
    try {
      journal.exclusively(_ -> true);
    } catch (IOException e) {
      journal.close();
      throw e;
    }
    return journal;
  }

  /// Reads what was added since; what is half written yet is left for later.
  synchronized void catchUp() throws IOException {
    read();
  }

  synchronized <T> T exclusively(Work<T> work) throws IOException {
    try (var _ = channel.lock()) {
      read();
      if (position < channel.size()) {
        channel.truncate(position);
      }
      return work.with(this::add);
    }
  }

  private void add(Instant time, String actor, Event event) throws IOException {
    var text = chain.next(time, actor, event);
    byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length > LINE_BYTES_MAX) {
      throw new IOException("an event of " + line.length + " bytes is too long for the journal");
    }
    var buffer = ByteBuffer.wrap(line);
    for (long at = position; buffer.hasRemaining(); ) {
      at += channel.write(buffer, at);
    }
    channel.force(false);
    position += line.length;
    reader.accept(chain.read(text));
  }

  private void read() throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(READ_BYTES, channel.size() - position));
    while (position < channel.size()) {
      buffer.clear();
      int length = Math.max(0, channel.read(buffer, position));
      int used = lines(buffer.array(), length);
      if (used == 0) {
        if (length >= LINE_BYTES_MAX) {
          throw new Chain.Broken(chain.number() + 1, "it is longer than any line");
        }
        return;
      }
      position += used;
    }
  }

  private int lines(byte[] bytes, int length) throws IOException {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        reader.accept(chain.read(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
        start = i + 1;
      }
    }
    return start;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
