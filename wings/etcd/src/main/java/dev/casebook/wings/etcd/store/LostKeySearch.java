package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.LeafScan;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;

/// A search for proof that a tree that looks whole lacks keys.
///
/// Records newer than the tree prove nothing by themselves: a transaction that was interrupted, or
/// that ran while a snapshot was sent, leaves such. But one that rewrites a key created before
/// shows that the key lived when the tree was written, and no compaction takes a living key's last
/// record.
final class LostKeySearch {

  /// A whole transaction of etcd has at most ten times as many; one key is proof enough.
  private static final int KEYS_MAX = 1_000;

  /// Kubernetes' are below.
  private static final int KEY_BYTES_MAX = 2_048;

  /// Where a key was found to be rewritten.
  private record Place(long page, Revision revision) {}

  private final Store store;
  private final Map<ByteBuffer, Place> keys = new HashMap<>();

  LostKeySearch(Store store) {
    this.store = store;
  }

  /// Whether there is proof; it is logged.
  boolean find(DamageLog damages) {
    takeRewritten();
    if (keys.isEmpty()) {
      return false;
    }
    var held = store.records(new DamageLog());
    while (held.next()) {
      keys.remove(key(held.record()));
    }
    keys.entrySet().stream()
        .min(Entry.comparingByValue((a, b) -> a.revision.compareTo(b.revision)))
        .ifPresent(lost -> report(lost.getValue(), damages));
    return !keys.isEmpty();
  }

  private void takeRewritten() {
    var scan = LeafScan.over(store.file(), store.database().meta().pageSize());
    var record = new StoredRecord(scan.element());
    while (keys.size() < KEYS_MAX && scan.next()) {
      if (isNewer(scan) && record.look() && isRewritten(record)) {
        keys.putIfAbsent(key(record), new Place(scan.pageId(), record.revision()));
      }
    }
  }

  /// Asked before the record is read, which is older nearly always.
  private boolean isNewer(LeafScan scan) {
    var element = scan.element();
    return Revision.isAt(element.window(), element.key(), element.keyLength())
        && Revision.main(element.window(), element.key()) > store.currentRevision();
  }

  private boolean isRewritten(StoredRecord record) {
    return !record.isTombstone()
        && record.keyValue().createRevision() <= store.currentRevision()
        && record.keyValue().keyLength() <= KEY_BYTES_MAX;
  }

  private static ByteBuffer key(StoredRecord record) {
    return ByteBuffer.wrap(record.keyValue().keyBytes().toArray(JAVA_BYTE));
  }

  private void report(Place place, DamageLog damages) {
    damages.report(
        Fault.UNREACHED,
        place.page,
        () -> "revision " + place.revision + " is here, and rewrites a key that the tree lacks",
        () ->
            "keys, %d at least, and what is newer than revision %d"
                .formatted(keys.size(), store.currentRevision()));
  }
}
