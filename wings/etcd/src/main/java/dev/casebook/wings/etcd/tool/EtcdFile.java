package dev.casebook.wings.etcd.tool;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.hosts.Ssh;
import dev.casebook.wings.etcd.bbolt.DamageLog;
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

  EtcdFile(String name, Arena arena, MemorySegment bytes, boolean copied) {
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
          EtcdCopy.keep(fetched, target.get(), opening.progress());
        }
        var compression = EtcdCopy.compressionOf(fetched);
        var file =
            compression == Compression.NONE
                ? map(fetched, member.name(), true)
                : EtcdCopy.unpacked(fetched, compression, opening.progress());
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
    var compression = EtcdCopy.compressionOf(path);
    if (compression != Compression.NONE) {
      if (target.isPresent()) {
        throw new UnreadableFile(
            path + ": is compressed with " + compression + "; --copy is for what is not");
      }
      return EtcdCopy.unpacked(path, compression, opening.progress());
    }
    if (target.isPresent()) {
      EtcdCopy.keep(path, target.get(), opening.progress());
      return map(target.get(), path.toString(), false);
    }
    return opening.writers().mayWrite(path)
        ? EtcdCopy.settled(path, opening.progress())
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
    return EtcdCopy.settled(path, opening.progress());
  }

  private static void checkIsFile(Path path) throws IOException, UnreadableFile {
    Files.readAttributes(path, "size");
    if (!Files.isRegularFile(path)) {
      throw new UnreadableFile(path + ": is not a regular file");
    }
  }

  static EtcdFile map(Path mapped, String name, boolean copied) throws IOException, UnreadableFile {
    try (var channel = FileChannel.open(mapped, READ)) {
      return map(channel, name, copied);
    }
  }

  static EtcdFile map(FileChannel channel, String name, boolean copied)
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

  void checkHoldsSomething() throws UnreadableFile {
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

  boolean isSound() {
    return unwalked.isPresent() && salvage().lostRanges().isEmpty() && damages.isEmpty();
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
