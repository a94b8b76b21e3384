package dev.casebook.wings.etcd.tool;

import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Records;
import dev.casebook.wings.etcd.store.StoredRecord;

/// A history whose walks tell how far they have come: records come in the order of revisions, so
/// that is by the revision.
record WatchedHistory(RecordSource history, String work, Progress progress) implements HistoryView {

  private static final int RECORDS_BETWEEN = 1 << 12;

  @Override
  public Records records(DamageLog damages) {
    var all = history.records(damages);
    var start = Math.max(0, compactRevision());
    return new Records() {
      private int met;

      @Override
      public boolean next() {
        if (!all.next()) {
          return false;
        }
        if ((++met & (RECORDS_BETWEEN - 1)) == 0) {
          progress.at(work, Math.max(0, all.record().main() - start), currentRevision() - start);
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
