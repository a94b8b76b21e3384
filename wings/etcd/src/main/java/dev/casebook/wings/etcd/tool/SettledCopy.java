package dev.casebook.wings.etcd.tool;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.StandardOpenOption.READ;

import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.LiveCopy;
import dev.casebook.wings.etcd.bbolt.LiveRead;
import dev.casebook.wings.etcd.bbolt.LiveRead.Outcome;
import dev.casebook.wings.etcd.bbolt.Meta;
import dev.casebook.wings.etcd.bbolt.Metas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Makes a copy of a file that its owner may be writing, until the copy is one transaction's state.
///
/// It goes as the migration of a running machine does: everything is copied, then what changed
/// meanwhile, again and again, until nothing changed during a whole round. Why that round proves
/// the copy is said at [LiveRead].
final class SettledCopy {

  /// etcd finishes a transaction at most every 100 ms, and a round takes about that for 300 MB.
  private static final int ROUNDS_MAX = 20;

  private static final int CHUNK_BYTES = 4 << 20;

  /// Between two chunks, so that etcd, which reads from the same disk and memory, gets its turn: at
  /// most 400 MB a second.
  private static final int PAUSE_MILLIS = 10;

  /// How often the other meta is looked for: the owner may have been writing it when the round
  /// ended.
  private static final int TRIES_FOR_BOTH_METAS = 3;

  private static final int POLL_MILLIS = 1;
  private static final int POLLS_MAX = 150;

  private final Path file;
  private final FileChannel from;
  private final CopyRoom to;
  private final Progress progress;
  private final Arena arena = Arena.ofShared();
  private MemorySegment source = MemorySegment.NULL;
  private MemorySegment copy = MemorySegment.NULL;
  private boolean between;
  private Optional<Meta> newest = Optional.empty();

  private SettledCopy(Path file, FileChannel from, CopyRoom to, Progress progress) {
    this.file = file;
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /// Copies the file into the room, which must be empty.
  static void make(Path file, CopyRoom to, Progress progress) throws IOException, UnreadableFile {
    try (var from = FileChannel.open(file, READ)) {
      var copy = new SettledCopy(file, from, to, progress);
      try {
        copy.copyAll();
        copy.settle();
        for (var tries = 1; tries < TRIES_FOR_BOTH_METAS && !copy.hasBothMetas(); tries++) {
          copy.settle();
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        copy.arena.close();
      }
    }
  }

  private void copyAll() throws IOException {
    var size = from.size();
    copy = to.ofSize(size);
    for (var at = 0L; at < size; ) {
      progress.at("copying " + file, at, size);
      var chunk = copy.asSlice(at, Math.min(CHUNK_BYTES, size - at)).asByteBuffer();
      var copied = from.read(chunk, at);
      if (copied <= 0) {
        break; // it was cut off meanwhile
      }
      at += copied;
      pause(PAUSE_MILLIS);
    }
    progress.at("checking that the copy is one transaction's state: " + file, 0, 0);
  }

  private static boolean pause(int millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void settle() throws UnreadableFile {
    var outcome =
        LiveRead.read(
            this::reopen,
            ROUNDS_MAX,
            (database, damages) -> LiveCopy.update(database, copy, damages));
    switch (outcome) {
      case Outcome.Settled<Long> _ -> {}
      case Outcome.Unreadable<Long> _ -> {} // No meta is valid: as it is, it is for the salvage.
      case Outcome.Unsettled<Long>(int tries, long first, long last) ->
          throw new UnreadableFile(
              file
                  + " is being written faster than it can be read: transactions "
                  + first
                  + " to "
                  + last
                  + " were finished during "
                  + tries
                  + " attempts; try again, or read what `etcdctl snapshot save` makes, or stop"
                  + " this etcd");
    }
  }

  /// The source as it is now; the copy is made as long. Called before and after each round.
  private MemorySegment reopen() {
    try {
      var bytes = from.size();
      if (bytes != source.byteSize()) {
        source = from.map(READ_ONLY, 0, bytes, arena);
        copy = to.ofSize(bytes);
      }
      between = !between;
      if (between) {
        awaitNextTransaction();
      } else {
        newest = newest();
      }
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets a round that follows a disturbed one begin right behind a transaction, so that it has the
  /// whole time until the next.
  private void awaitNextTransaction() {
    var polls = 0;
    while (newest.isPresent()
        && polls++ < POLLS_MAX
        && newest().equals(newest)
        && pause(POLL_MILLIS)) {
      // Nothing was finished yet.
    }
  }

  private boolean hasBothMetas() {
    return Metas.read(copy, new DamageLog()).valid().size() == 2;
  }

  private Optional<Meta> newest() {
    return Metas.read(source, new DamageLog()).newest();
  }
}
