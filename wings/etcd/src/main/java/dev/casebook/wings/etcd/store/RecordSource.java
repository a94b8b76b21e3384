package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.lang.foreign.MemorySegment;

/// Something that holds a history: a [Store], or what was salvaged of one.
public interface RecordSource {

  /// The file that the records lie in.
  MemorySegment file();

  /// A new walk over all records. What cannot be read is logged and left out.
  Records records(DamageLog damages);

  /// The revision that the last transaction had; every record's is at most this.
  long currentRevision();

  /// The revision up to which superseded records were given up; -1 if that never happened.
  long compactRevision();

  /// Whether [#compactRevision] is what etcd wrote last. Of a damaged file it may be that a
  /// compaction is not known, or only an earlier one.
  default boolean isCompactionKnown() {
    return true;
  }

  /// The revision that `asked` means: 0 is the current one.
  default AskedRevision revision(long asked) {
    var current = currentRevision();
    if (asked < 0 || asked > current) {
      return new AskedRevision.Future(asked, current);
    }
    var revision = asked == 0 ? current : asked;
    if (revision < current && !isCompactionKnown()) {
      return new AskedRevision.Unknown(asked, current);
    }
    return revision < compactRevision()
        ? new AskedRevision.Compacted(asked, compactRevision())
        : new AskedRevision.Available(revision);
  }
}
