package dev.casebook.wings.accounts.plan;

import dev.casebook.formats.text.TabSeparated;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which items of a target are ours: made or taken over by us. All others are somebody else's and
/// are never touched, whatever the folder says.
///
/// A file that is only added to, a line for what became of an item; whoever has it open for writing
/// holds a lock, so that two do not apply to one target at once.
public final class Ownership implements AutoCloseable {

  private static final long BYTES_MAX = 1L << 30;

  /// What a line says of an item.
  private enum Fate {
    OWNED,
    DISABLED,
    GONE
  }

  private final FileChannel channel;
  private final Map<Key, Optional<Instant>> owned = new HashMap<>();

  private Ownership(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws IOException also where somebody else applies to this target just now
  public static Ownership open(Path file) throws IOException {
    Files.createDirectories(
        file.toAbsolutePath().getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var ownership = new Ownership(channel);
    try {
      if (channel.tryLock() == null) {
        throw new IOException("another casebook is at this target");
      }
      ownership.read();
      return ownership;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void read() throws IOException {
    if (channel.size() > BYTES_MAX) {
      throw new IOException("larger than a list of what is ours can be");
    }
    var buffer = ByteBuffer.allocate((int) channel.size());
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // goes on
    }
    var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    int whole = text.lastIndexOf('\n') + 1;
    long line = 0;
    for (var one : text.substring(0, whole).lines().toList()) {
      line++;
      understand(one, line);
    }
    // a last line without its end was never acted on
    channel.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
    channel.position(channel.size());
  }

  private void understand(String text, long line) throws IOException {
    var words = TabSeparated.words(text);
    if (words.size() != 4) {
      throw new IOException("line %d is no line of what is ours".formatted(line));
    }
    try {
      take(
          Instant.parse(words.get(0)),
          Fate.valueOf(words.get(1)),
          new Key(words.get(2), words.get(3)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("line %d is no line of what is ours".formatted(line), e);
    }
  }

  private void take(Instant time, Fate fate, Key key) {
    switch (fate) {
      case OWNED -> owned.put(key, Optional.empty());
      case DISABLED -> owned.put(key, Optional.of(time));
      case GONE -> owned.remove(key);
    }
  }

  private void add(Instant time, Fate fate, Key key) throws IOException {
    var line = TabSeparated.line(time.toString(), fate.name(), key.kind(), key.name()) + "\n";
    var buffer = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    take(time, fate, key);
  }

  public boolean owns(Key key) {
    return owned.containsKey(key);
  }

  /// When it was disabled by a plan; empty if it was not, or is not ours.
  Optional<Instant> disabledAt(Key key) {
    return owned.getOrDefault(key, Optional.empty());
  }

  Set<Key> keys() {
    return Set.copyOf(owned.keySet());
  }

  /// From now on it is ours. It is said before anything is done to the target: were it said after,
  /// a power cut between would leave an item of ours that we do not know.
  public void own(Instant time, Key key) throws IOException {
    if (!owns(key) || disabledAt(key).isPresent()) {
      add(time, Fate.OWNED, key);
    }
  }

  void disabled(Instant time, Key key) throws IOException {
    add(time, Fate.DISABLED, key);
  }

  void gone(Instant time, Key key) throws IOException {
    if (owns(key)) {
      add(time, Fate.GONE, key);
    }
  }

  /// All that was said is on the disk when it returns.
  public void flush() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
