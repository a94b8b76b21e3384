package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;

/// The checksums that tools around etcd take of a file: equal on members that agree.
///
/// All are CRC-32C. The revision must be one that [RecordSource#revision] gave.
public final class Checksums {

  private static final String BUCKET = "key";

  private Checksums() {}

  /// auger's: over `key`, then each live key and its value at the revision, in key order. Two
  /// members that hold the same keys agree in it, whatever else they retain.
  public static Checksum live(RecordSource source, long revision, DamageLog damages) {
    return live(source, revision, new OffsetSet(source.file().byteSize()), damages);
  }

  /// @param found to which the places of the live records are added
  private static Checksum live(
      RecordSource source, long revision, OffsetSet found, DamageLog damages) {
    var before = damages.total();
    var crc = new MappedCrc32c(source.file());
    crc.update(BUCKET);
    var keys = KeySpace.at(source, revision, damages);
    var keyValue = keys.record().keyValue();
    while (keys.next()) {
      if (keys.isLive()) {
        crc.update(keyValue.key(), keyValue.keyLength());
        crc.update(keyValue.value(), keyValue.valueLength());
        found.add(keys.record().offset());
      }
    }
    return checksum(crc, source, revision, damages.total() == before);
  }

  /// etcd's own, as `etcdctl endpoint hashkv` and the corruption check compare it: over `key`, then
  /// each record up to the revision, raw, in the order of the history.
  ///
  /// A record up to the compact revision counts only if it is the newest of its key at the revision
  /// and no deletion: the others may or may not be deleted yet. etcd leaves that rule out when no
  /// key is live.
  public static Checksum hashKv(RecordSource source, long revision, DamageLog damages) {
    return hashKv(source, revision, kept(source, revision), true, damages);
  }

  private static Checksum hashKv(
      RecordSource source, long revision, OffsetSet kept, boolean complete, DamageLog damages) {
    var before = damages.total();
    var compact = source.compactRevision();
    var crc = new MappedCrc32c(source.file());
    crc.update(BUCKET);
    var records = source.records(damages);
    var record = records.record();
    while (records.next() && record.main() <= revision) {
      if (counts(record, compact, kept)) {
        var element = record.element();
        // The value follows the key.
        crc.update(element.key(), (long) element.keyLength() + element.valueLength());
      }
    }
    return checksum(crc, source, revision, complete && damages.total() == before);
  }

  /// [#live] and [#hashKv] of one revision.
  public record Both(Checksum live, Checksum hashKv) {}

  /// Both at once: the live keys, whose finding takes most of the time, are gone through once.
  public static Both both(RecordSource source, long revision, DamageLog damages) {
    var found = new OffsetSet(source.file().byteSize());
    var live = live(source, revision, found, damages);
    var kept = source.compactRevision() < 0 ? new OffsetSet(0) : found;
    return new Both(live, hashKv(source, revision, kept, live.complete(), new DamageLog()));
  }

  private static boolean counts(StoredRecord record, long compact, OffsetSet kept) {
    if (record.main() > compact) {
      return true;
    }
    if (record.isTombstone() && record.main() == compact) {
      return false;
    }
    return kept.isEmpty() || kept.contains(record.offset());
  }

  /// The records that compaction up to the revision would keep.
  private static OffsetSet kept(RecordSource source, long revision) {
    var kept = new OffsetSet(source.file().byteSize());
    if (source.compactRevision() < 0) {
      return kept;
    }
    var keys = KeySpace.at(source, revision, new DamageLog());
    while (keys.next()) {
      if (keys.isLive()) {
        kept.add(keys.record().offset());
      }
    }
    return kept;
  }

  /// The hash of `etcdctl snapshot status`: over every bucket's name, keys and values. Members that
  /// agree may still differ in it, for it takes in what each notes for itself.
  public static Checksum status(Store store, DamageLog damages) {
    var before = damages.total();
    var crc = new MappedCrc32c(store.file());
    var buckets = store.database().root().cursor(damages);
    while (buckets.next()) {
      crc.update(buckets.element().key(), buckets.element().keyLength());
      buckets
          .bucket()
          .map(bucket -> bucket.cursor(damages))
          .ifPresent(cursor -> {
            while (cursor.next()) {
              var element = cursor.element();
              var valueLength = element.isBucket() ? 0 : element.valueLength();
              crc.update(element.key(), (long) element.keyLength() + valueLength);
            }
          });
    }
    return checksum(crc, store, store.currentRevision(), damages.total() == before);
  }

  private static Checksum checksum(
      MappedCrc32c crc, RecordSource source, long revision, boolean complete) {
    return new Checksum(crc.value(), revision, source.compactRevision(), complete);
  }
}
