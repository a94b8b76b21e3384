package dev.casebook.wings.accounts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the node of a state folder is at the moment, for other processes that add to its journal:
/// `role` in the folder, which the node holds a lock on while it runs.
public final class RoleFile implements AutoCloseable {

  private static final int BYTES = 128;
  private static final long WAIT_MILLIS = 10_000;
  private static final long PAUSE_MILLIS = 10;
  private static final int TRIES_MAX = 50;

  /// @param isWriter whether it adds to the journal
  /// @param epoch of the writer
  /// @param counting the last line that is on most nodes; 0 where that is not known
  public record Role(boolean isWriter, long epoch, long counting) {

    private String text() {
      return "%s %d %d ".formatted(isWriter ? "writer" : "follower", epoch, counting);
    }

    private static Optional<Role> of(String text) {
      var words = text.split(" ", -1);
      if (words.length < 3 || !List.of("writer", "follower").contains(words[0])) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Role(
                words[0].equals("writer"), Long.parseLong(words[1]), Long.parseLong(words[2])));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  private final FileChannel channel;

  private RoleFile(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws IOException also where another process is the node of this folder
  public static RoleFile held(Path folder) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var channel = FileChannel.open(folder.resolve("role"), options, mode);
    for (int i = 0; i < TRIES_MAX; i++) { // others hold it for a moment, to look whether it is held
      if (isFree(channel)) {
        return new RoleFile(channel);
      }
      pause();
    }
    channel.close();
    throw new IOException("another process is the node of this folder");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// Locks it where nobody has.
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process has
    }
  }

  public void write(Role role) throws IOException {
    var text = role.text() + " ".repeat(BYTES);
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).limit(BYTES);
    channel.write(bytes, 0);
  }

  /// Empty where no node runs with this folder.
  public static Optional<Role> of(Path folder) throws IOException {
    var file = folder.resolve("role");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (isFree(channel)) {
        return Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Role.of(Files.readString(file));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// Lets other processes of this machine add while its node is the writer.
  record Reader(Path folder) implements Quorum {

    @Override
    public Acknowledgement adding(Optional<Nodes> nodes) throws IOException {
      if (nodes.isEmpty()) {
        return _ -> {
          // it is on the only disk
        };
      }
      var role = of(folder);
      if (role.isEmpty()) {
        throw new IOException(
            "%s keep this journal together, and no node runs with this folder: start it (serve --node)"
                .formatted(String.join(", ", nodes.get().names())));
      }
      if (!role.get().isWriter()) {
        throw new IOException(
            "this node follows: do it on the one that signs people in, which was %s last"
                .formatted(nodes.get().writer()));
      }
      return number -> await(role.get().epoch(), number);
    }

    private void await(long epoch, long number) throws IOException {
      long end = System.nanoTime() + WAIT_MILLIS * 1_000_000;
      while (true) {
        var role = of(folder);
        boolean isSame = role.isPresent() && role.get().isWriter() && role.get().epoch() == epoch;
        if (isSame && role.get().counting() >= number) {
          return;
        }
        if (!isSame || System.nanoTime() > end) {
          throw new IOException(
              "it stands in this machine's journal, but not on most nodes, and may be lost:"
                  + " look with `accounts audit` once they are joined");
        }
        pause();
      }
    }
  }
}
