package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.Bucket;
import dev.casebook.wings.etcd.bbolt.Cursor;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Database;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyNames;
import dev.casebook.wings.etcd.bbolt.PageVisits;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An etcd member's file, or a snapshot of it, as one transaction left it.
///
/// @param buckets the names of the top-level buckets, in order; the first thousand
/// @param meta what bucket `meta` says
public record Store(
    Database database,
    Bucket keys,
    List<String> buckets,
    MetaBucket meta,
    long currentRevision,
    long compactRevision)
    implements RecordSource {

  /// etcd has ten.
  private static final int BUCKETS_MAX = 1_000;

  /// Keys of the history as the revisions that they are.
  public static final KeyNames REVISIONS =
      key ->
          Revision.read(FileWindow.over(key))
              .map(revision -> "revision " + revision)
              .orElseGet(() -> KeyNames.HEX.name(key));

  public Store {
    buckets = List.copyOf(buckets);
  }

  /// The newest state of the file. Empty, with the reasons logged, if it has none or is not etcd's.
  public static Optional<Store> open(MemorySegment file, DamageLog damages) {
    return Database.open(file, damages).flatMap(database -> of(database, damages));
  }

  /// The store in an opened database; empty, with the reason logged, if it has no history.
  public static Optional<Store> of(Database database, DamageLog damages) {
    var before = damages.total();
    var names = new ArrayList<String>();
    var keys = Optional.<Bucket>empty();
    var meta = MetaBucket.of(Map.of(), true, damages);
    var cursor = database.root().cursor(damages);
    while (cursor.next() && names.size() < BUCKETS_MAX) {
      var bucket = cursor.bucket();
      if (!cursor.element().isBucket()) {
        var page = cursor.pageId();
        damages.report(
            Fault.RECORD, page, () -> "a plain key among the buckets: the page is another's");
      }
      if (bucket.isPresent()) {
        var name = bucket.get().name();
        names.add(name);
        keys = name.equals("key") ? bucket : keys;
        meta = name.equals("meta") ? MetaBucket.read(bucket.get(), damages) : meta;
      }
    }
    var found = damages.total() == before ? meta : meta.inPart();
    if (keys.isEmpty()) {
      damages.report(
          Fault.BUCKET,
          Damage.WHOLE_FILE,
          () -> "no bucket \"key\"; the buckets are " + names,
          () -> "the history");
    }
    var compact = meta.compactRevision();
    return keys.map(bucket ->
        new Store(
            database, bucket, names, found, Math.max(last(bucket), Math.max(compact, 1)), compact));
  }

  /// The last record's revision. If the way to the last leaf is damaged, the last that can be
  /// reached.
  private static long last(Bucket keys) {
    var fromEnd = new Walk(keys.cursor(new DamageLog()).startingAtLast(), new DamageLog());
    if (fromEnd.next()) {
      return fromEnd.record().main();
    }
    var last = 0L;
    var all = new Walk(keys.cursor(new DamageLog()), new DamageLog());
    while (all.next()) {
      last = all.record().main();
    }
    return last;
  }

  @Override
  public MemorySegment file() {
    return database.file();
  }

  @Override
  public boolean isCompactionKnown() {
    return compactRevision >= 0 || meta.whole();
  }

  @Override
  public Records records(DamageLog damages) {
    return new Walk(keyCursor(damages), damages);
  }

  Cursor keyCursor(DamageLog damages) {
    return keys.cursor(new PageVisits(), REVISIONS, damages);
  }

  /// Whether the file is a snapshot, which ends in a digest; see [Trailer#matches].
  public boolean isSnapshot() {
    return Trailer.isOn(file(), database.meta().pageSize());
  }

  /// Logs that the cursor's element is no record.
  static void reportImproper(Cursor cursor, DamageLog damages) {
    damages.report(
        Fault.RECORD,
        cursor.pageId(),
        () -> "it is not what etcd writes",
        () -> REVISIONS.name(prefix(cursor)));
  }

  private static byte[] prefix(Cursor cursor) {
    var key = cursor.element().keyBytes();
    return key.asSlice(0, Math.min(key.byteSize(), KeyNames.NAMED_BYTES_MAX))
        .toArray(ValueLayout.JAVA_BYTE);
  }

  private static final class Walk implements Records {

    private final Cursor cursor;
    private final StoredRecord record;
    private final DamageLog damages;

    Walk(Cursor cursor, DamageLog damages) {
      this.cursor = cursor;
      this.record = new StoredRecord(cursor.element());
      this.damages = damages;
    }

    @Override
    public boolean next() {
      while (cursor.next()) {
        if (record.look()) {
          return true;
        }
        reportImproper(cursor, damages);
      }
      return false;
    }

    @Override
    public StoredRecord record() {
      return record;
    }
  }
}
