package dev.casebook.wings.etcd.tool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import dev.casebook.wings.etcd.store.KeySpace;
import dev.casebook.wings.etcd.store.RecordSource;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// What can be saved of a file, whole or damaged: every record that proves itself.
///
/// @param records proven, each counted once
/// @param ofTree those that the tree of a valid meta page leads to; the others were found by a
///   search of all pages
/// @param lostRanges how many ranges of the history the tree lost, whether they were found again or
///   not
/// @param firstRevision empty if there is no record
public record Rescue(
    long records,
    long ofTree,
    int lostRanges,
    OptionalLong firstRevision,
    long lastRevision,
    long compactRevision,
    boolean isCompactionKnown,
    long liveKeys,
    long deletedKeys) {

  /// Reads all records.
  public static Rescue of(EtcdFile file) {
    file.salvageOfAllPages();
    var history = file.history();
    var records = history.records(new DamageLog());
    var count = 0L;
    var first = OptionalLong.empty();
    while (records.next()) {
      count++;
      first = first.isPresent() ? first : OptionalLong.of(records.record().main());
    }
    var live = 0L;
    var deleted = 0L;
    var keys = KeySpace.at(history, history.currentRevision(), new DamageLog());
    while (keys.next()) {
      live += keys.isLive() ? 1 : 0;
      deleted += keys.isLive() ? 0 : 1;
    }
    return new Rescue(
        count,
        file.store().map(Rescue::count).orElse(0L),
        file.salvage().lostRanges().size(),
        first,
        history.currentRevision(),
        history.compactRevision(),
        history.isCompactionKnown(),
        live,
        deleted);
  }

  private static long count(RecordSource source) {
    var records = source.records(new DamageLog());
    var count = 0L;
    while (records.next()) {
      count++;
    }
    return count;
  }

  /// Writes the newest version of each live key that could be saved.
  ///
  /// @param each is told of every key and what it held
  /// @return how many files were written
  public static long write(
      EtcdFile file,
      ObjectReader reader,
      ObjectFolder folder,
      Progress progress,
      BiConsumer<String, ObjectValue> each)
      throws UnreadableFile {
    var history = file.history();
    var keys = KeySpace.at(history, history.currentRevision(), new DamageLog());
    var record = keys.record();
    var written = 0L;
    while (keys.next()) {
      if (keys.isLive()) {
        var key = record.keyText();
        var value = reader.read(key, record.keyValue().valueBytes().toArray(JAVA_BYTE));
        folder.write(
            record.keyValue().keyBytes().toArray(JAVA_BYTE), YamlWriter.write(value.tree()));
        each.accept(key, value);
        written++;
        progress.at("writing: " + written + " files", 0, 0);
      }
    }
    return written;
  }
}
