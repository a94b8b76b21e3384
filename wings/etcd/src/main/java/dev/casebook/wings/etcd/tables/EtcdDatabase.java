package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.bbolt.Database;
import dev.casebook.wings.etcd.bbolt.Structure;
import dev.casebook.wings.etcd.store.Alarm;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Salvage;
import dev.casebook.wings.etcd.store.Store;
import dev.casebook.wings.etcd.store.Trailer;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A database file of an etcd member, or a snapshot of one: a bbolt file.
///
/// Its size as etcd holds it against the quota counts every page up to the last that was ever used.
/// Compaction makes pages free; only defragmentation gives them back.
@Row("one database file of etcd")
@Compared(
    key = {"database"},
    restless = {
      "file_bytes",
      "size_bytes",
      "used_bytes",
      "free_bytes",
      "revision",
      "compact_revision",
      "consistent_index"
    },
    tells = Compared.Tells.STATE)
public record EtcdDatabase(
    @Column("path of the file") String database,
    @Column("whether it is a snapshot, which ends in a digest, and no member's own file")
        boolean isSnapshot,
    @Column("whether that digest, a SHA-256, is that of the file; NULL for a member's own file")
        @Nullable Boolean digestMatches,
    @Column("bytes of the file") long fileBytes,
    @Column("bytes of all pages up to the last ever used, as etcd holds them against its quota")
        long sizeBytes,
    @Column("bytes of the pages in use; NULL if the tree is damaged") @Nullable Long usedBytes,
    @Column("bytes of free pages, which defragmentation gives back; NULL if the tree is damaged")
        @Nullable Long freeBytes,
    @Column("the newest revision") long revision,
    @Column("revision up to which superseded records were given up; NULL if never, or not known")
        @Nullable Long compactRevision,
    @Column("the last Raft entry applied") @Nullable Long consistentIndex,
    @Column("alarms that are raised, with commas between: NOSPACE, CORRUPT; empty for none")
        String alarms,
    @Column("schema of the file, told since etcd 3.6") @Nullable String storageVersion) {

  public static final Table<EtcdDatabase> TABLE =
      DatabaseReading.of(Table.of("etcd_databases", EtcdDatabase.class), EtcdDatabase::walk)
          .example(
              "how large the database is, and what defragmentation would give back",
              "select database, size_bytes, free_bytes, alarms from etcd_databases");

  private static void walk(DatabaseReading.History history, Rows<EtcdDatabase> rows) {
    store(history.records()).ifPresent(store -> rows.add(0, of(history, store)));
  }

  private static Optional<Store> store(RecordSource records) {
    return switch (records) {
      case Store store -> Optional.of(store);
      case Salvage salvage -> salvage.store();
      default -> Optional.empty();
    };
  }

  private static EtcdDatabase of(DatabaseReading.History history, Store store) {
    var database = store.database();
    var structure = Structure.check(database, history.damages());
    long pageBytes = database.meta().pageSize();
    long free = structure.free() * pageBytes;
    long size = database.meta().highWater() * pageBytes;
    boolean sound = structure.isSound() && !(history.records() instanceof Salvage);
    var meta = store.meta();
    return new EtcdDatabase(
        history.name(),
        store.isSnapshot(),
        store.isSnapshot() ? Trailer.matches(history.segment(), history.damages()) : null,
        history.segment().byteSize(),
        size,
        sound ? size - free : null,
        sound ? free : null,
        history.records().currentRevision(),
        store.compactRevision() < 0 ? null : store.compactRevision(),
        meta.consistentIndex().isPresent() ? meta.consistentIndex().getAsLong() : null,
        alarms(database, history),
        meta.storageVersion().orElse(null));
  }

  private static String alarms(Database database, DatabaseReading.History history) {
    var names = new TreeSet<String>();
    Alarm.of(database, history.damages()).forEach(alarm -> names.add(alarm.name()));
    return String.join(", ", names);
  }
}
