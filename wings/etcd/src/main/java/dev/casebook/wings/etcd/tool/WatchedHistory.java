package dev.casebook.wings.etcd.tool;

import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Records;
import dev.casebook.wings.etcd.store.StoredRecord;

/// A history whose walks tell how far they have come: records come in the order of revisions, so
/// that is by the revision. They also notice when a revision is missing.
final class WatchedHistory implements HistoryView {

  private static final int RECORDS_BETWEEN = 1 << 12;

  private final RecordSource history;
  private final String work;
  private final Progress progress;
  private boolean skips;

  WatchedHistory(RecordSource history, String work, Progress progress) {
    this.history = history;
    this.work = work;
    this.progress = progress;
  }

  @Override
  public RecordSource history() {
    return history;
  }

  /// Whether a walk met a gap above the compact revision. Of a restored file that may be so.
  boolean skips() {
    return skips;
  }

  @Override
  public Records records(DamageLog damages) {
    var all = history.records(damages);
    var start = Math.max(0, compactRevision());
    return new Records() {
      private int met;
      private long last = Math.max(1, start);

      @Override
      public boolean next() {
        if (!all.next()) {
          return false;
        }
        var main = all.record().main();
        skips |= main > last + 1;
        last = Math.max(last, main);
        if ((++met & (RECORDS_BETWEEN - 1)) == 0) {
          progress.at(work, Math.max(0, main - start), currentRevision() - start);
        }
        return true;
      }

      @Override
      public StoredRecord record() {
        return all.record();
      }
    };
  }
}
