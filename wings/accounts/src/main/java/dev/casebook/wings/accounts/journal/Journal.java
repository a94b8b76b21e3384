package dev.casebook.wings.accounts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A file that is only ever added to, its lines a [Chain].
///
/// A line counts once it is on the disk, and where several machines keep the journal, on the disks
/// of most of them. Several processes may have it open: whoever adds holds a lock and reads what
/// others added before. A last line without its end was never told to anybody, and is taken away.
public final class Journal implements AutoCloseable {

  /// One event fits many times; more is none of ours.
  static final int LINE_BYTES_MAX = 64 * 1024;

  private static final int READ_BYTES = 1 << 20;

  /// What is done while nobody else adds.
  public interface Work<T> {
    T with(Writer writer) throws IOException;
  }

  /// Adds what happened; it is on this machine's disk when it returns.
  public interface Writer {
    void add(Instant time, String actor, Fact fact) throws IOException;
  }

  private final FileChannel channel;
  private final Quorum quorum;
  private final List<Consumer<Chain.Entry>> readers = new CopyOnWriteArrayList<>();
  private final LineIndex index = new LineIndex();
  private Chain chain = new Chain();
  private Optional<Nodes> nodes = Optional.empty();
  private long position;

  private Journal(FileChannel channel, Quorum quorum) {
    this.channel = channel;
    this.quorum = quorum;
  }

  /// The journal of a state folder, made if it is not there.
  ///
  /// @param reader given each line, those of other processes too
  /// @throws IOException also where the chain is broken, with the line
  public static Journal in(Path folder, Consumer<Chain.Entry> reader) throws IOException {
    return in(folder, reader, new RoleFile.Reader(folder));
  }

  public static Journal in(Path folder, Consumer<Chain.Entry> reader, Quorum quorum)
      throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var journal = new Journal(FileChannel.open(folder.resolve("journal"), options, mode), quorum);
    journal.readers.add(reader);
    try {
      journal.locked(_ -> true);
    } catch (IOException e) {
      journal.close();
      throw e;
    }
    return journal;
  }

  /// Gives another reader all lines from the first on, and those that are to come.
  public synchronized void attach(Consumer<Chain.Entry> reader) throws IOException {
    var again = new Chain();
    for (long at = 0; at < position; ) {
      var block = block(at, position);
      for (var line : lines(block)) {
        reader.accept(again.read(line.text()));
      }
      at += block.length;
    }
    readers.add(reader);
  }

  public void detach(Consumer<Chain.Entry> reader) {
    readers.remove(reader);
  }

  /// Reads what was added since; what is half written yet is left for later.
  public synchronized void catchUp() throws IOException {
    read();
  }

  /// @throws IOException also where what was added may not count, so that nobody may be told
  public <T> T exclusively(Work<T> work) throws IOException {
    var added = new ArrayList<Quorum.Acknowledgement>(1);
    T result;
    long number;
    synchronized (this) {
      result =
          locked(writer ->
              work.with((time, actor, fact) -> {
                if (added.isEmpty()) {
                  added.add(quorum.adding(nodes));
                }
                writer.add(time, actor, fact);
              }));
      number = chain.number();
    }
    for (var acknowledgement : added) {
      acknowledgement.await(number);
    }
    return result;
  }

  /// As [#exclusively], for whoever decides himself who may add and what counts.
  public synchronized <T> T locked(Work<T> work) throws IOException {
    try (var _ = channel.lock()) {
      read();
      if (position < channel.size()) {
        channel.truncate(position);
      }
      return work.with(this::add);
    }
  }

  private void add(Instant time, String actor, Fact fact) throws IOException {
    byte[] line = (chain.next(time, actor, fact) + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length > LINE_BYTES_MAX) {
      throw new IOException("an event of " + line.length + " bytes is too long for the journal");
    }
    write(line);
  }

  private void write(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    for (long at = position; buffer.hasRemaining(); ) {
      at += channel.write(buffer, at);
    }
    channel.force(false);
    for (var line : lines(bytes)) {
      take(line);
    }
  }

  /// Adds lines of another machine as they are.
  ///
  /// @param lines whole ones, which hang on the last line
  /// @throws Chain.Broken where they do not; nothing is added then
  public synchronized void append(byte[] lines) throws IOException {
    locked(_ -> {
      var next = new Chain(chain);
      for (var line : lines(lines)) {
        next.read(line.text());
      }
      write(lines);
      return true;
    });
  }

  /// Takes all lines after one away, and keeps them in another file: they never counted.
  public synchronized void cut(long after, Path kept) throws IOException {
    locked(_ -> {
      long from = at(after).position();
      try (var to =
          FileChannel.open(kept, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (long at = from; at < position; ) {
          at += channel.transferTo(at, position - at, to);
        }
        to.force(true);
      }
      channel.truncate(from);
      channel.force(true);
      chain = new Chain();
      nodes = Optional.empty();
      index.clear();
      position = 0;
      read();
      return true;
    });
  }

  /// A place between two lines.
  ///
  /// @param number of the line before
  /// @param hash of all lines before
  /// @param position of the byte that the next line begins with
  public record Place(long number, String hash, long position) {}

  /// Whole lines as they stand.
  ///
  /// @param end the place after them
  public record Block(byte[] lines, Place end) {}

  /// The place after a line.
  public synchronized Place at(long number) throws IOException {
    if (number > chain.number()) {
      throw new IllegalArgumentException("there is no line " + number);
    }
    if (number == chain.number()) {
      return new Place(number, chain.hash(), position);
    }
    var mark = index.before(number);
    long at = mark.position();
    var hash = Chain.START;
    for (long left = number - mark.number(); left > 0; ) {
      for (var line : lines(block(at, position))) {
        if (left-- == 0) {
          break;
        }
        hash = Chain.hashOf(line.text());
        at += line.bytes();
      }
    }
    return new Place(number, hash, at);
  }

  /// The lines after a place: some of them where they are many.
  public synchronized Block after(Place place) throws IOException {
    if (place.position() == position) {
      return new Block(new byte[0], place);
    }
    byte[] bytes = block(place.position(), position);
    var all = lines(bytes);
    var end =
        new Place(
            place.number() + all.size(),
            Chain.hashOf(all.getLast().text()),
            place.position() + bytes.length);
    return new Block(bytes, end);
  }

  /// Waits until there is a line after this number, or the time is over.
  public synchronized void awaitAfter(long number, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; chain.number() <= number && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  public synchronized long number() {
    return chain.number();
  }

  /// Who keeps it; empty where this machine alone does.
  public synchronized Optional<Nodes> nodes() {
    return nodes;
  }

  private void read() throws IOException {
    while (position < channel.size()) {
      byte[] bytes = block(position, channel.size());
      if (bytes.length == 0) {
        return;
      }
      for (var line : lines(bytes)) {
        take(line);
      }
    }
  }

  /// Whole lines from a byte on; none where the last has no end yet.
  private byte[] block(long from, long to) throws IOException {
    var buffer = ByteBuffer.allocate((int) Math.min(READ_BYTES, to - from));
    int length = Math.max(0, channel.read(buffer, from));
    int end = length;
    while (end > 0 && buffer.get(end - 1) != '\n') {
      end--;
    }
    if (end == 0 && length >= LINE_BYTES_MAX) {
      throw new Chain.Broken(chain.number() + 1, "it is longer than any line");
    }
    return Arrays.copyOf(buffer.array(), end);
  }

  /// @param bytes that it takes, with its end
  private record Line(String text, int bytes) {}

  private static List<Line> lines(byte[] bytes) {
    var lines = new ArrayList<Line>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        var text = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        lines.add(new Line(text, i + 1 - start));
        start = i + 1;
      }
    }
    return lines;
  }

  private void take(Line line) throws IOException {
    var entry = chain.read(line.text());
    index.add(entry.number() - 1, position);
    position += line.bytes();
    nodes = Nodes.of(entry.words()).or(() -> nodes);
    for (var reader : readers) {
      reader.accept(entry);
    }
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
