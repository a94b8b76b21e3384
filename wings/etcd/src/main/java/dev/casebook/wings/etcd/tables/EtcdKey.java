package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.store.KeySpace;
import org.jspecify.annotations.Nullable;

/// A key that exists in etcd, at the newest revision of its database file.
///
/// ```
/// /registry/pods/kube-system/coredns-795cc9c45c-j7nl4
/// /registry/apiextensions.k8s.io/customresourcedefinitions/widgets.example.com
/// compact_rev_key
/// ```
@Row("one key that exists in an etcd database, at its newest revision")
@Compared(never = "keys change with each write; etcd compare holds members against each other")
public record EtcdKey(
    @Column("path of the database file") String database,
    @Column("the key; bytes that are no UTF-8 as \\xNN") String key,
    @Column(
            "what Kubernetes keeps under it, as kubectl names it: pods, widgets.example.com; else"
                + " the key's first part, /calico/")
        String resource,
    @Column("the object's namespace, by the key; NULL if it has none") @Nullable String namespace,
    @Column("the object's name, by the key") @Nullable String name,
    @Column("how often it was written since it was created") long version,
    @Column("revision at which it was created") long createRevision,
    @Column("revision at which it was last written") long modRevision,
    @Column("lease that deletes it when it ends; NULL for none") @Nullable Long lease,
    @Column("bytes of its value") long valueBytes,
    @Column("records of it that the file retains, deletions among them") long retainedVersions,
    @Column("bytes that those records take") long retainedBytes) {

  public static final Table<EtcdKey> TABLE =
      DatabaseReading.of(Table.of("etcd_keys", EtcdKey.class), EtcdKey::walk)
          .example(
              "the largest keys",
              "select key, value_bytes, version from etcd_keys order by value_bytes desc limit 10")
          .example(
              "what is written most often",
              "select resource, count(*), sum(version) from etcd_keys group by resource"
                  + " order by 3 desc");

  private static void walk(DatabaseReading.History history, Rows<EtcdKey> rows) {
    var records = history.records();
    var keys = KeySpace.counted(records, records.currentRevision(), history.damages());
    while (keys.next()) {
      if (keys.isLive()) {
        rows.add(keys.record().offset(), of(history.name(), keys));
      }
    }
  }

  private static EtcdKey of(String database, KeySpace keys) {
    var record = keys.record();
    var keyValue = record.keyValue();
    var key = record.keyText();
    var parts = ResourceKey.of(key);
    return new EtcdKey(
        database,
        key,
        parts.resource(),
        parts.namespace(),
        parts.name(),
        keyValue.version(),
        keyValue.createRevision(),
        record.main(),
        keyValue.lease() == 0 ? null : keyValue.lease(),
        keyValue.valueLength(),
        keys.retained(),
        keys.retainedBytes());
  }
}
