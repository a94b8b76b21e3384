package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.Bucket;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Bucket `meta`: how far the member had come. Older etcd versions write fewer of these.
///
/// @param consistentIndex the last Raft entry applied
/// @param term the Raft term of that entry
/// @param confState the Raft membership, as etcd writes it: JSON
/// @param scheduledCompaction the revision up to which compaction was ordered
/// @param finishedCompaction the revision up to which compaction was done
/// @param whole whether all of it could be read, so that what is not there never was
/// @param storageVersion the version of the schema, since etcd 3.6
public record MetaBucket(
    OptionalLong consistentIndex,
    OptionalLong term,
    Optional<String> confState,
    Optional<Revision> scheduledCompaction,
    Optional<Revision> finishedCompaction,
    Optional<String> storageVersion,
    boolean whole) {

  static final String SCHEDULED = "scheduledCompactRev";
  static final String FINISHED = "finishedCompactRev";

  /// A cap on texts; real ones are far below 1 KiB.
  private static final int TEXT_BYTES_MAX = 1 << 16;

  private static final ValueLayout.OfLong BIG_ENDIAN =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /// etcd writes six.
  private static final int ENTRIES_MAX = 100;

  static MetaBucket read(Bucket bucket, DamageLog damages) {
    var values = new HashMap<String, MemorySegment>();
    var before = damages.total();
    var cursor = bucket.cursor(damages);
    while (cursor.next() && values.size() < ENTRIES_MAX) {
      values.put(cursor.element().keyText(), cursor.element().valueBytes());
    }
    return of(values, damages.total() == before, damages);
  }

  /// From what was found under which name.
  static MetaBucket of(Map<String, MemorySegment> values, boolean whole, DamageLog damages) {
    return new MetaBucket(
        number(values.get("consistent_index")),
        number(values.get("term")),
        text(values.get("confState")),
        revision(SCHEDULED, values.get(SCHEDULED), damages),
        revision(FINISHED, values.get(FINISHED), damages),
        text(values.get("storageVersion")),
        whole);
  }

  /// The same, of which something may be missing.
  MetaBucket inPart() {
    return new MetaBucket(
        consistentIndex,
        term,
        confState,
        scheduledCompaction,
        finishedCompaction,
        storageVersion,
        false);
  }

  /// The revision up to which superseded records may be gone; -1 if there was no compaction. What
  /// was ordered counts: etcd finishes it at its next start at the latest.
  long compactRevision() {
    return Math.max(
        scheduledCompaction.map(Revision::main).orElse(-1L),
        finishedCompaction.map(Revision::main).orElse(-1L));
  }

  private static OptionalLong number(@Nullable MemorySegment value) {
    return value != null && value.byteSize() == Long.BYTES
        ? OptionalLong.of(value.get(BIG_ENDIAN, 0))
        : OptionalLong.empty();
  }

  private static Optional<Revision> revision(
      String name, @Nullable MemorySegment value, DamageLog damages) {
    if (value == null) {
      return Optional.empty();
    }
    var revision = Revision.read(new FileWindow(value));
    if (revision.isEmpty()) {
      damages.report(
          Fault.RECORD, Damage.WHOLE_FILE, () -> name + " is not a revision", () -> name);
    }
    return revision;
  }

  private static Optional<String> text(@Nullable MemorySegment value) {
    if (value == null) {
      return Optional.empty();
    }
    var shown = value.asSlice(0, Math.min(value.byteSize(), TEXT_BYTES_MAX));
    return Optional.of(new String(shown.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
  }
}
