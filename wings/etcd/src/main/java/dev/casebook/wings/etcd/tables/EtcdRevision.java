package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/// A record of etcd's history that compaction has not taken: that a key was written or deleted.
@Row("one write or deletion of a key that an etcd database retains")
@Compared(never = "each write to etcd adds a row; etcd compare holds members against each other")
public record EtcdRevision(
    @Column("path of the database file") String database,
    @Column("the key; bytes that are no UTF-8 as \\xNN") String key,
    @Column("revision of the transaction that wrote it") long main,
    @Column("place among the writes of that transaction, from 0") long sub,
    @Column("whether the key was deleted") boolean tombstone,
    @Column("how often it was written since it was created; NULL for a deletion")
        @Nullable Long version,
    @Column("revision at which it was created; NULL for a deletion") @Nullable Long createRevision,
    @Column("lease that deletes it when it ends; NULL for none") @Nullable Long lease,
    @Column("bytes of the value") long valueBytes) {

  public static final Table<EtcdRevision> TABLE =
      DatabaseReading.of(Table.of("etcd_revisions", EtcdRevision.class), EtcdRevision::walk)
          .example(
              "what was deleted, and when in the order of things",
              "select main, key from etcd_revisions where tombstone order by main")
          .example(
              "which keys the retained history is made of",
              "select key, count(*), sum(value_bytes) from etcd_revisions group by key"
                  + " order by 3 desc limit 10");

  private static void walk(DatabaseReading.History history, Rows<EtcdRevision> rows) {
    var records = history.records().records(history.damages());
    while (records.next()) {
      var record = records.record();
      rows.add(record.offset(), of(history.name(), record));
    }
  }

  private static EtcdRevision of(String database, StoredRecord record) {
    var keyValue = record.keyValue();
    boolean tombstone = record.isTombstone();
    return new EtcdRevision(
        database,
        record.keyText(),
        record.main(),
        record.sub(),
        tombstone,
        tombstone ? null : keyValue.version(),
        tombstone ? null : keyValue.createRevision(),
        keyValue.lease() == 0 ? null : keyValue.lease(),
        keyValue.valueLength());
  }
}
