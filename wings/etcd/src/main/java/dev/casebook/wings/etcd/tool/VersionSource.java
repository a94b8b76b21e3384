package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Records;
import dev.casebook.wings.etcd.store.StoredRecord;

/// A history of which only one version of every key is seen, and the deletions: so of a key that
/// was created again the version that an earlier generation had is not live.
///
/// @param version 1 at creation, then one more for each write
record VersionSource(RecordSource history, long version) implements HistoryView {

  @Override
  public Records records(DamageLog damages) {
    var all = history.records(damages);
    return new Records() {
      @Override
      public boolean next() {
        while (all.next()) {
          if (all.record().isTombstone() || all.record().keyValue().version() == version) {
            return true;
          }
        }
        return false;
      }

      @Override
      public StoredRecord record() {
        return all.record();
      }
    };
  }
}
