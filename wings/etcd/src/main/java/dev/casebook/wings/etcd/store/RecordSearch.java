package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyRange;
import dev.casebook.wings.etcd.bbolt.LeafScan;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A search through all leaf pages of a file for records of some ranges of the history.
///
/// Records come in file order, some twice.
final class RecordSearch implements Records {

  private final LeafScan scan;
  private final StoredRecord record;
  private final List<KeyRange> ranges;
  private final FileWindow bounds;
  private long currentRevision;
  private long compactRevision = -1;
  private long found;

  RecordSearch(MemorySegment file, int pageSize, List<KeyRange> ranges) {
    this.scan = LeafScan.over(file, pageSize);
    this.record = new StoredRecord(scan.element());
    this.ranges = ranges;
    this.bounds = new FileWindow(file);
  }

  @Override
  public boolean next() {
    while (scan.next()) {
      if (record.look() && isWanted()) {
        found++;
        currentRevision = Math.max(currentRevision, record.main());
        return true;
      }
      if (scan.element().isBucket() && scan.element().keyText().equals("meta")) {
        scan.inlineBucket()
            .map(bucket -> MetaBucket.read(bucket, new DamageLog()).compactRevision())
            .ifPresent(revision -> compactRevision = Math.max(compactRevision, revision));
      }
    }
    return false;
  }

  private boolean isWanted() {
    var element = scan.element();
    for (var range : ranges) {
      if (range.contains(bounds, element.window(), element.key(), element.keyLength())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public StoredRecord record() {
    return record;
  }

  /// The highest revision found so far.
  long currentRevision() {
    return currentRevision;
  }

  /// The highest compact revision that a `meta` bucket told so far; -1 if none did.
  long compactRevision() {
    return compactRevision;
  }

  /// How many records were found so far, repetitions included.
  long found() {
    return found;
  }

  long leaves() {
    return scan.leaves();
  }
}
