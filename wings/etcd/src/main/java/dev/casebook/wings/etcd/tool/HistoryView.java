package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.store.RecordSource;
import java.lang.foreign.MemorySegment;

/// A history that is another one, but for its walks.
interface HistoryView extends RecordSource {

  RecordSource history();

  @Override
  default MemorySegment file() {
    return history().file();
  }

  @Override
  default long currentRevision() {
    return history().currentRevision();
  }

  @Override
  default long compactRevision() {
    return history().compactRevision();
  }

  @Override
  default boolean isCompactionKnown() {
    return history().isCompactionKnown();
  }
}
