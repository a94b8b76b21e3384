package dev.casebook.wings.etcd.tool;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.hosts.Ssh;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.Meta;
import dev.casebook.wings.etcd.bbolt.Metas;
import dev.casebook.wings.etcd.store.Alarm;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Salvage;
import dev.casebook.wings.etcd.store.Store;
import dev.casebook.wings.etcd.store.Trailer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A member's database file, or a snapshot of it, opened for reading: nothing is locked, and the
/// file is never written.
///
/// If a process may be writing it, what is read is a private copy that was proven to be one
/// transaction's state ([SettledCopy]); else the file itself, mapped. A mapping of a file that is
/// cut short while it is read makes a read fail with [InternalError].
public final class EtcdFile implements AutoCloseable {

  private static final int PERMILLE_FREE_MIN = 50;

  private static final int COPIES_MAX = 5;

  private static final int UNPACKED_CHUNK_BYTES = 1 << 20;

  /// The most that etcd recommends for a database.
  private static final long UNPACKED_BYTES_MAX = 8L << 30;

  private final String name;
  private final Arena arena;
  private final MemorySegment bytes;
  private final Optional<Meta> meta;
  private final boolean copied;
  private final Optional<Store> unwalked;
  private final DamageLog damages = new DamageLog();
  private Progress progress = Progress.NONE;
  private @Nullable Salvage salvage;
  private Optional<Boolean> digestMatches = Optional.empty();

  private EtcdFile(String name, Arena arena, MemorySegment bytes, boolean copied) {
    this.name = name;
    this.arena = arena;
    this.bytes = bytes;
    this.copied = copied;
    this.meta = Metas.read(bytes, new DamageLog()).newest();
    var opening = new DamageLog();
    this.unwalked = Store.open(bytes, opening).filter(_ -> opening.isEmpty());
    meta.ifPresent(found -> Trailer.checkEnd(bytes, found.pageSize(), damages));
  }

  /// Opens the file as it is now.
  public static EtcdFile open(Path path, Opening opening) throws UnreadableFile {
    try {
      var named = MemberFiles.named(path);
      checkIsFile(named);
      var file = openAsAsked(named, opening);
      file.progress = opening.progress();
      return file;
    } catch (NoSuchFileException e) {
      throw new UnreadableFile(e.getFile() + ": " + Reason.of(e));
    } catch (AccessDeniedException e) {
      throw new UnreadableFile(
          e.getFile() + ": permission denied; a member's file belongs to etcd or root");
    } catch (FileAlreadyExistsException e) {
      throw new UnreadableFile(e.getFile() + ": is there already, and is not overwritten");
    } catch (IOException e) {
      throw new UnreadableFile(path + ": " + Reason.of(e));
    }
  }

  /// Opens a member's file that was fetched from another machine.
  ///
  /// @param ssh how the machine is reached
  public static EtcdFile fetch(RemoteMember member, Ssh ssh, Opening opening)
      throws UnreadableFile {
    try {
      var target = opening.copy();
      if (target.isPresent() && Files.exists(target.get(), NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(target.get().toString());
      }
      var fetched = Files.createTempFile("casebook-etcd-", ".db");
      try {
        member.fetch(ssh, fetched, opening.progress());
        if (target.isPresent()) {
          keepCopy(fetched, target.get(), opening.progress());
        }
        var compression = compressionOf(fetched);
        var file =
            compression == Compression.NONE
                ? map(fetched, member.name(), true)
                : openCompressed(fetched, compression, opening.progress());
        file.progress = opening.progress();
        return file;
      } finally {
        Files.deleteIfExists(fetched);
      }
    } catch (FileAlreadyExistsException e) {
      throw new UnreadableFile(e.getFile() + ": is there already, and is not overwritten");
    } catch (IOException e) {
      throw new UnreadableFile(member.name() + ": " + Reason.of(e));
    }
  }

  private static EtcdFile openAsAsked(Path path, Opening opening)
      throws IOException, UnreadableFile {
    var target = opening.copy();
    var compression = compressionOf(path);
    if (compression != Compression.NONE) {
      if (target.isPresent()) {
        throw new UnreadableFile(
            path + ": is compressed with " + compression + "; --copy is for what is not");
      }
      return openCompressed(path, compression, opening.progress());
    }
    if (target.isPresent()) {
      keepCopy(path, target.get(), opening.progress());
      return map(target.get(), path.toString(), false);
    }
    return opening.writers().mayWrite(path)
        ? openCopied(path, opening.progress())
        : openInPlace(path, opening);
  }

  /// A file that looks damaged because a writer took it up only now is read from a copy.
  private static EtcdFile openInPlace(Path path, Opening opening)
      throws IOException, UnreadableFile {
    var file = map(path, path.toString(), false);
    if (file.unwalked.isPresent() || !opening.writers().mayWrite(path)) {
      return file;
    }
    file.close();
    return openCopied(path, opening.progress());
  }

  private static void checkIsFile(Path path) throws IOException, UnreadableFile {
    Files.readAttributes(path, "size");
    if (!Files.isRegularFile(path)) {
      throw new UnreadableFile(path + ": is not a regular file");
    }
  }

  private static EtcdFile map(Path mapped, String name, boolean copied)
      throws IOException, UnreadableFile {
    try (var channel = FileChannel.open(mapped, READ)) {
      return map(channel, name, copied);
    }
  }

  private static EtcdFile map(FileChannel channel, String name, boolean copied)
      throws IOException, UnreadableFile {
    var arena = Arena.ofShared();
    try {
      var file =
          new EtcdFile(name, arena, channel.map(READ_ONLY, 0, channel.size(), arena), copied);
      file.checkHoldsSomething();
      return file;
    } catch (IOException | UnreadableFile | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private void checkHoldsSomething() throws UnreadableFile {
    if (unwalked.isPresent()) {
      return;
    }
    var saved = salvage();
    if (meta.isEmpty() && saved.found() == 0) {
      throw new UnreadableFile(
          name + ": is not an etcd database: it has no bbolt meta page and no page with revisions");
    }
    if (saved.store().isEmpty() && saved.found() == 0) {
      throw new UnreadableFile(
          name + ": is a bbolt file, but not etcd's, or nothing of its history is left");
    }
  }

  private static Compression compressionOf(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return Compression.of(in.readNBytes(Compression.HEAD_BYTES));
    }
  }

  /// What is compressed is no file of a running etcd: it is unpacked once, into a copy without a
  /// name.
  private static EtcdFile openCompressed(Path path, Compression compression, Progress progress)
      throws IOException, UnreadableFile {
    if (!compression.isRead()) {
      throw new UnreadableFile(path + ": is compressed with " + compression + "; unpack it first");
    }
    var temporary = Files.createTempFile("casebook-etcd-", ".db");
    try (var channel = FileChannel.open(temporary, READ, WRITE)) {
      Files.delete(temporary);
      var problem = unpack(path, channel, progress);
      var file = map(channel, path.toString(), true);
      problem.ifPresent(what ->
          file.damages.report(
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

  /// Damage in a file that is being written is believed only when copy after copy shows it.
  private static EtcdFile openCopied(Path path, Progress progress)
      throws IOException, UnreadableFile {
    var file = openOneCopy(path, progress);
    for (var copies = 1; copies < COPIES_MAX && !file.isSound(); copies++) {
      file.close();
      file = openOneCopy(path, progress);
    }
    return file;
  }

  private boolean isSound() {
    return unwalked.isPresent() && salvage().lostRanges().isEmpty() && damages.isEmpty();
  }

  /// The copy has no name as soon as it is open, so nothing is left of it however the process ends.
  private static EtcdFile openOneCopy(Path path, Progress progress)
      throws IOException, UnreadableFile {
    return Files.size(path) <= CopyRoom.MEMORY_BYTES_MAX
        ? openInMemory(path, progress)
        : openInFile(path, progress);
  }

  private static EtcdFile openInMemory(Path path, Progress progress)
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

  private static EtcdFile openInFile(Path path, Progress progress)
      throws IOException, UnreadableFile {
    var temporary = Files.createTempFile("casebook-etcd-", ".db");
    try (var channel = FileChannel.open(temporary, READ, WRITE)) {
      Files.delete(temporary);
      checkRoom(path, temporary.toAbsolutePath().getParent());
      try (var arena = Arena.ofShared()) {
        SettledCopy.make(path, CopyRoom.inFile(channel, arena), progress);
      }
      return map(channel, path.toString(), true);
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
  private static void keepCopy(Path path, Path target, Progress progress)
      throws IOException, UnreadableFile {
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

  /// The file's name as it was given.
  public String name() {
    return name;
  }

  /// All bytes of the file.
  public MemorySegment bytes() {
    return bytes;
  }

  /// The history: the tree where it is sound, else that and what a search of all pages found. The
  /// first call walks the tree to know.
  public RecordSource history() {
    var saved = salvage();
    return saved
        .store()
        .filter(_ -> saved.lostRanges().isEmpty())
        .<RecordSource>map(store -> store)
        .orElse(saved);
  }

  /// Something that reads a whole history, and logs what it can't read.
  interface Reading<T> {

    /// @param tree the tree that the history is in; empty if no meta page leads to one
    T of(RecordSource history, Optional<Store> tree, DamageLog damages) throws UnreadableFile;
  }

  /// Reads the history, without walking it first to know whether it is sound: only if the reading
  /// finds damage, or a missing revision, is it done again, over what [#history] gives.
  <T> T read(Reading<T> reading) throws UnreadableFile {
    if (salvage == null && unwalked.isPresent()) {
      var found = new DamageLog();
      var history = watched(unwalked.get());
      var read = reading.of(history, unwalked, found);
      if (found.isEmpty() && (!history.skips() || salvage().lostRanges().isEmpty())) {
        return read;
      }
    }
    return reading.of(watched(history()), store(), damages);
  }

  private WatchedHistory watched(RecordSource history) {
    return new WatchedHistory(history, "reading " + name, progress);
  }

  /// The database; empty if no meta page leads to a history.
  public Optional<Store> store() {
    return salvage().store();
  }

  /// What can be proven of the file.
  public Salvage salvage() {
    var known = salvage;
    if (known == null) {
      known = Salvage.of(bytes, damages);
      salvage = known;
    }
    return known;
  }

  /// As [#salvage], which from now on knows what a search of all pages proves.
  public Salvage salvageOfAllPages() {
    var known = salvage().ofAllPages(damages);
    salvage = known;
    return known;
  }

  /// Whether the digest at the end of a snapshot is that of the file, all of which the first call
  /// reads; empty for a member's own file, which has none.
  public Optional<Boolean> digestMatches() {
    if (digestMatches.isEmpty()) {
      digestMatches =
          meta.filter(found -> Trailer.isOn(bytes, found.pageSize()))
              .map(_ -> Trailer.matches(bytes, damages));
    }
    return digestMatches;
  }

  /// The alarms that are raised, as far as they can be read.
  public List<Alarm> alarms() {
    return store().map(found -> Alarm.of(found.database(), new DamageLog())).orElse(List.of());
  }

  /// What is wrong with the file: found by [#history], and by every read given this log.
  public DamageLog damages() {
    return damages;
  }

  /// Whether a copy is read instead of the file.
  public boolean isCopied() {
    return copied;
  }

  /// Whether all that was read so far was one transaction's state.
  public boolean isUndisturbed() {
    return copied || Metas.read(bytes, new DamageLog()).newest().equals(meta);
  }

  @Override
  public void close() {
    arena.close();
  }
}
