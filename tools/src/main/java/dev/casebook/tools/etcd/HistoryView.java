package dev.casebook.tools.etcd;

import dev.casebook.formats.etcd.RecordSource;
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
}
