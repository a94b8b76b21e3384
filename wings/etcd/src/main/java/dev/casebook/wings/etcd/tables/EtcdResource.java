package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.store.KeySpace;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the keys of one resource take in an etcd database. However large the database is, this
/// table is small.
///
/// A record's bytes are those of its value, its key and what stands beside them in the file. The
/// newest record of a key that exists is live; older ones and deletions are dead, and compaction
/// can take them.
@Row("what the keys of one resource take in an etcd database")
@Compared(
    key = {"resource", "database"},
    restless = {
      "live_keys",
      "deleted_keys",
      "records",
      "live_bytes",
      "dead_bytes",
      "share_percent",
      "largest_key",
      "largest_key_bytes",
      "largest_key_records",
      "largest_value_bytes"
    },
    tells = Compared.Tells.STATE)
public record EtcdResource(
    @Column("path of the database file") String database,
    @Column("the resource, as in etcd_keys") String resource,
    @Column("keys that exist") long liveKeys,
    @Column("keys of which only deleted versions are left") long deletedKeys,
    @Column("records that the file retains") long records,
    @Column("bytes of the newest records of keys that exist") long liveBytes,
    @Column("bytes of superseded records and of deletions") long deadBytes,
    @Column("percent that both are of those of all resources") double sharePercent,
    @Column("the key whose retained records take most") String largestKey,
    @Column("bytes that those records take") long largestKeyBytes,
    @Column("records of that key that the file retains") long largestKeyRecords,
    @Column("the largest value of a key that exists, in bytes") long largestValueBytes) {

  public static final Table<EtcdResource> TABLE =
      DatabaseReading.of(Table.of("etcd_resources", EtcdResource.class), EtcdResource::walk)
          .example(
              "what fills the database, and how much of it compaction could take",
              "select resource, live_keys, live_bytes, dead_bytes, share_percent"
                  + " from etcd_resources order by share_percent desc limit 10");

  /// A cluster has some hundred; keys of other programs may have any.
  private static final int RESOURCES_MAX = 10_000;

  private static void walk(DatabaseReading.History history, Rows<EtcdResource> rows) {
    var records = history.records();
    var keys = KeySpace.counted(records, records.currentRevision(), history.damages());
    var tallies = new TreeMap<String, Tally>();
    long bytes = 0;
    long left = 0;
    while (keys.next()) {
      var tally = tally(tallies, ResourceKey.of(keys.record().keyText()).resource());
      bytes += keys.retainedBytes();
      if (tally == null) {
        left++;
      } else {
        tally.add(keys);
      }
    }
    if (left > 0) {
      history.lacking().add(left + " keys of more resources than " + RESOURCES_MAX);
    }
    long total = bytes;
    tallies.forEach((resource, tally) ->
        rows.add(tally.largestOffset, tally.row(history.name(), resource, total)));
  }

  private static @Nullable Tally tally(TreeMap<String, Tally> tallies, String resource) {
    return tallies.size() < RESOURCES_MAX
        ? tallies.computeIfAbsent(resource, _ -> new Tally())
        : tallies.get(resource);
  }

  /// The sums of one resource.
  private static final class Tally {

    private long liveKeys;
    private long deletedKeys;
    private long records;
    private long liveBytes;
    private long bytes;
    private String largestKey = "";
    private long largestBytes = -1;
    private long largestRecords;
    private long largestOffset;
    private long largestValueBytes;

    void add(KeySpace keys) {
      var record = keys.record();
      if (keys.isLive()) {
        liveKeys++;
        liveBytes += record.bytes();
        largestValueBytes = Math.max(largestValueBytes, record.keyValue().valueLength());
      } else {
        deletedKeys++;
      }
      records += keys.retained();
      bytes += keys.retainedBytes();
      if (keys.retainedBytes() > largestBytes) {
        largestBytes = keys.retainedBytes();
        largestRecords = keys.retained();
        largestKey = record.keyText();
        largestOffset = record.offset();
      }
    }

    EtcdResource row(String database, String resource, long total) {
      return new EtcdResource(
          database,
          resource,
          liveKeys,
          deletedKeys,
          records,
          liveBytes,
          bytes - liveBytes,
          Math.round(1000.0 * bytes / Math.max(1, total)) / 10.0,
          largestKey,
          largestBytes,
          largestRecords,
          largestValueBytes);
    }
  }
}
