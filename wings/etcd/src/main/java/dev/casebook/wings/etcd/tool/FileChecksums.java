package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.Checksum;
import dev.casebook.wings.etcd.store.Checksums;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Store;
import java.util.Optional;

/// The checksums that etcd and tools around it take of a file.
///
/// @param hashKv as `etcdctl endpoint hashkv` has it
/// @param live over the live keys and their values, as auger has it
/// @param status as `etcdctl snapshot status` has it, of the whole file whatever the revision;
///   empty if no meta page leads to the buckets
/// @param trailerMatches whether the digest at the end of a snapshot is that of the file; empty for
///   a member's own file, which has none
/// @param isCompactionKnown whether the compact revision is what etcd wrote last
public record FileChecksums(
    Checksum hashKv,
    Checksum live,
    Optional<Checksum> status,
    Optional<Boolean> trailerMatches,
    boolean isCompactionKnown) {

  /// Takes them at a revision; 0 is the current one. Of a damaged file none is complete.
  ///
  /// @throws UnreadableFile in etcd's words, if the revision was compacted or is a future one
  public static FileChecksums of(EtcdFile file, long asked) throws UnreadableFile {
    return file.read((history, tree, damages) -> of(file, history, tree, asked, damages));
  }

  private static FileChecksums of(
      EtcdFile file, RecordSource history, Optional<Store> tree, long asked, DamageLog damages)
      throws UnreadableFile {
    var revision = SelectedKeys.available(history, asked);
    // What is wrong with the tree is found by one of them; the logs are not shared by threads.
    var all =
        Both.of(
            () -> Checksums.both(history, revision, damages),
            () -> tree.map(store -> Checksums.status(store, new DamageLog())));
    var trailer = file.digestMatches();
    return new FileChecksums(
        believed(all.first().hashKv(), file),
        believed(all.first().live(), file),
        all.second().map(checksum -> believed(checksum, file)),
        trailer,
        history.isCompactionKnown());
  }

  /// A history of which something was lost may well be read without a complaint.
  private static Checksum believed(Checksum checksum, EtcdFile file) {
    return new Checksum(
        checksum.value(),
        checksum.revision(),
        checksum.compactRevision(),
        checksum.complete() && file.damages().isEmpty());
  }
}
