package dev.casebook.wings.etcd.tool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.StoredRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The keys that are deleted now, each with what it held last.
///
/// @param gone how many there are of which compaction took what they held
public record DeletedKeys(long found, long gone) {

  /// What a namespace or a cluster has lost; more is a forged file.
  private static final int KEYS_MAX = 1_000_000;

  private static final long LIVE = -1;
  private static final long GONE = -2;

  /// Goes through the deleted keys that are selected, in the order of their texts.
  public static DeletedKeys of(
      EtcdFile file,
      KeySelection selection,
      ObjectReader reader,
      BiConsumer<String, ObjectValue> each)
      throws UnreadableFile {
    var history = file.history();
    var last = last(history, selection, file);
    var record = new StoredRecord(file.bytes());
    var found = 0L;
    var gone = 0L;
    for (var key : last.entrySet()) {
      if (key.getValue().deletedWith == GONE) {
        gone++;
      } else if (key.getValue().deletedWith != LIVE
          && record.lookAgainAt(key.getValue().deletedWith)) {
        found++;
        each.accept(
            key.getKey(),
            reader.read(key.getKey(), record.keyValue().valueBytes().toArray(JAVA_BYTE)));
      }
    }
    return new DeletedKeys(found, gone);
  }

  /// What is known of a key at one place of the history.
  ///
  /// @param put where its last write lies; negative for none
  /// @param deletedWith where the write before its deletion lies, [#LIVE] or [#GONE]
  private record State(long put, long deletedWith) {}

  private static Map<String, State> last(
      RecordSource history, KeySelection selection, EtcdFile file) throws UnreadableFile {
    var states = new TreeMap<String, State>();
    var records = history.records(file.damages());
    while (records.next()) {
      var record = records.record();
      var key = record.keyText();
      if (selection.takes(key)) {
        var before = states.getOrDefault(key, new State(GONE, LIVE));
        states.put(
            key,
            record.isTombstone() ? new State(GONE, before.put) : new State(record.offset(), LIVE));
        if (states.size() > KEYS_MAX) {
          throw new UnreadableFile("more than " + KEYS_MAX + " keys are meant; name a namespace");
        }
      }
    }
    return states;
  }
}
