package dev.casebook.wings.etcd.tool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.casebook.evidence.Progress;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.Fault;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Copies of etcd files: what is read in the place of a file that is compressed or being written,
/// and what is kept of one.
final class EtcdCopy {

  private static final int PERMILLE_FREE_MIN = 50;

  private static final int COPIES_MAX = 5;

  private static final int UNPACKED_CHUNK_BYTES = 1 << 20;

  /// The most that etcd recommends for a database.
  private static final long UNPACKED_BYTES_MAX = 8L << 30;

  private EtcdCopy() {}

  static Compression compressionOf(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return Compression.of(in.readNBytes(Compression.HEAD_BYTES));
    }
  }

  /// What is compressed is no file of a running etcd: it is unpacked once, into a copy without a
  /// name.
  static EtcdFile unpacked(Path path, Compression compression, Progress progress)
      throws IOException, UnreadableFile {
    if (!compression.isRead()) {
      throw new UnreadableFile(path + ": is compressed with " + compression + "; unpack it first");
    }
    var temporary = Files.createTempFile("casebook-etcd-", ".db");
    try (var channel = FileChannel.open(temporary, READ, WRITE)) {
      Files.delete(temporary);
      var problem = unpack(path, channel, progress);
      var file = EtcdFile.map(channel, path.toString(), true);
      problem.ifPresent(what ->
          file.damages()
              .report(
                  Fault.TRUNCATED,
                  Damage.WHOLE_FILE,
                  () -> "it could not be unpacked whole: " + what,
                  () -> "what came behind"));
      return file;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// @return why what was unpacked is not all
  private static Optional<String> unpack(Path path, FileChannel to, Progress progress)
      throws IOException, UnreadableFile {
    var folder = Path.of(System.getProperty("java.io.tmpdir"));
    var chunk = new byte[UNPACKED_CHUNK_BYTES];
    try (var in = Compression.open(Files.newInputStream(path), Limits.DEFAULT).bytes()) {
      for (var at = 0L; ; ) {
        var read = in.read(chunk);
        if (read < 0) {
          return in.problem().map(problem -> problem.reason());
        }
        at += read;
        if (at > UNPACKED_BYTES_MAX || read > Files.getFileStore(folder).getUsableSpace() / 2) {
          throw new UnreadableFile(
              path + ": unpacked it does not fit into " + folder + "; unpack it elsewhere");
        }
        progress.at("unpacking " + path, at, 0);
        for (var left = ByteBuffer.wrap(chunk, 0, read); left.hasRemaining(); ) {
          to.write(left);
        }
      }
    }
  }

  /// A copy that is the state of one transaction, of a file that is being written. Damage in it is
  /// believed only when copy after copy shows it.
  static EtcdFile settled(Path path, Progress progress) throws IOException, UnreadableFile {
    var file = once(path, progress);
    for (var copies = 1; copies < COPIES_MAX && !file.isSound(); copies++) {
      file.close();
      file = once(path, progress);
    }
    return file;
  }

  /// It has no name as soon as it is open, so nothing is left of it however the process ends.
  private static EtcdFile once(Path path, Progress progress) throws IOException, UnreadableFile {
    return Files.size(path) <= CopyRoom.MEMORY_BYTES_MAX
        ? inMemory(path, progress)
        : inFile(path, progress);
  }

  private static EtcdFile inMemory(Path path, Progress progress)
      throws IOException, UnreadableFile {
    var arena = Arena.ofShared();
    try {
      var room = CopyRoom.inMemory(arena);
      SettledCopy.make(path, room, progress);
      var file = new EtcdFile(path.toString(), arena, room.bytes.asReadOnly(), true);
      file.checkHoldsSomething();
      return file;
    } catch (IOException | UnreadableFile | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private static EtcdFile inFile(Path path, Progress progress) throws IOException, UnreadableFile {
    var temporary = Files.createTempFile("casebook-etcd-", ".db");
    try (var channel = FileChannel.open(temporary, READ, WRITE)) {
      Files.delete(temporary);
      checkRoom(path, temporary.toAbsolutePath().getParent());
      try (var arena = Arena.ofShared()) {
        SettledCopy.make(path, CopyRoom.inFile(channel, arena), progress);
      }
      return EtcdFile.map(channel, path.toString(), true);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void checkRoom(Path path, @Nullable Path folder)
      throws IOException, UnreadableFile {
    if (folder == null) {
      return;
    }
    var needed = Files.size(path);
    var free = Files.getFileStore(folder).getUsableSpace();
    if (needed > free - free / 1000 * PERMILLE_FREE_MIN) {
      throw new UnreadableFile(
          path
              + " is in use, so a copy has to be read, and "
              + folder
              + " has no room for "
              + (needed >> 20)
              + " MiB; keep the copy elsewhere with --copy FILE");
    }
  }

  /// Under a name that is not the asked one until the copy is whole.
  static void keep(Path path, Path target, Progress progress) throws IOException, UnreadableFile {
    if (Files.exists(target, NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    checkFolderOf(target);
    // Of a name that nobody has: what lies beside the target is somebody's.
    var folder = target.toAbsolutePath().getParent();
    var partial = Files.createTempFile(folder, target.getFileName() + ".", ".partial");
    var removal = new Thread(() -> partial.toFile().delete());
    try (var channel = FileChannel.open(partial, READ, WRITE);
        var arena = Arena.ofShared()) {
      Runtime.getRuntime().addShutdownHook(removal);
      SettledCopy.make(path, CopyRoom.inFile(channel, arena), progress);
      channel.force(true);
      Files.createLink(target, partial);
    } finally {
      Files.deleteIfExists(partial);
      Runtime.getRuntime().removeShutdownHook(removal);
    }
  }

  private static void checkFolderOf(Path copy) throws UnreadableFile {
    var folder = copy.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnreadableFile(copy + ": there is no folder " + folder + " to keep a copy in");
    }
  }
}
