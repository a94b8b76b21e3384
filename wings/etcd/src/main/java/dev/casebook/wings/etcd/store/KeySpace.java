package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;

/// A walk over the keys as they were at one revision, in key order: each key once, with the newest
/// record that it had then.
///
/// A key whose newest record is a deletion is not live, and is given all the same: ask [#isLive()].
/// A key that was deleted and created again shows its current generation.
///
/// Memory is bounded whatever the file's size: a table of 8 bytes a slot (see [KeyTable]; 28 with
/// counts), and 20 bytes a key for sorting. If there are more keys than it holds, the walk takes
/// several passes over the file, one for each range of keys: when the table fills up, the upper
/// half is dropped for a later pass. With [#SLOTS_MAX] a pass takes up to 3.1 million keys in at
/// most 120 MB, with counts up to 1.5 million in at most 120 MB; 10 million keys take about five
/// passes, and with counts about nine.
public final class KeySpace {

  /// 34 MB of table.
  static final int SLOTS_MAX = 1 << 22;

  /// 59 MB of table.
  static final int COUNTING_SLOTS_MAX = 1 << 21;

  private final RecordSource source;
  private final long revision;
  private final DamageLog damages;
  private final KeyTable table;
  private final KeyPasses passes;
  private final boolean counting;
  private final StoredRecord record;

  private int[] slots = {};
  private int index = -1;
  private int slot;

  private KeySpace(
      RecordSource source, long revision, boolean counting, int slotsMax, DamageLog damages) {
    this.source = source;
    this.revision = revision;
    this.counting = counting;
    this.damages = damages;
    var keys = EntryKeys.ofUsers(source.file());
    this.table = new KeyTable(keys, counting, slotsMax);
    this.passes = new KeyPasses(table, keys);
    this.record = new StoredRecord(source.file());
  }

  /// The keys at a revision that [RecordSource#revision] gave.
  public static KeySpace at(RecordSource source, long revision, DamageLog damages) {
    return new KeySpace(source, revision, false, SLOTS_MAX, damages);
  }

  /// The same, and for each key how many records up to the revision are retained.
  public static KeySpace counted(RecordSource source, long revision, DamageLog damages) {
    return new KeySpace(source, revision, true, COUNTING_SLOTS_MAX, damages);
  }

  static KeySpace bounded(
      RecordSource source, long revision, boolean counting, int slotsMax, DamageLog damages) {
    return new KeySpace(source, revision, counting, slotsMax, damages);
  }

  /// Goes to the next key; false at the end.
  public boolean next() {
    while (true) {
      while (++index < slots.length) {
        slot = slots[index];
        if (record.lookAgainAt(table.offset(slot))) {
          return true;
        }
      }
      if (!nextPass()) {
        return false;
      }
    }
  }

  /// Whether the key exists at the revision.
  public boolean isLive() {
    return !record.isTombstone();
  }

  /// The key's newest record at the revision. The same object at every step.
  public StoredRecord record() {
    return record;
  }

  /// How many records of the key are retained, deletions among them; of a counted walk only.
  public int retained() {
    return table.counted(slot);
  }

  /// What those records take in their pages, in bytes; of a counted walk only.
  public long retainedBytes() {
    return table.recordBytes(slot);
  }

  /// What the values in those records take, in bytes; of a counted walk only.
  public long retainedValueBytes() {
    return table.valueBytes(slot);
  }

  private boolean nextPass() {
    if (!passes.begin()) {
      return false;
    }
    // The first pass reads everything; the others would log the same damage again.
    var records = source.records(passes.isFirst() ? damages : new DamageLog());
    var current = records.record();
    while (records.next() && current.main() <= revision) {
      put(current);
    }
    slots = table.sorted();
    index = -1;
    return true;
  }

  private void put(StoredRecord current) {
    var keyValue = current.keyValue();
    var taken =
        passes.slot(keyValue.window(), keyValue.key(), keyValue.keyLength(), current.offset());
    if (taken < 0) {
      return;
    }
    table.replace(taken, current.offset());
    if (counting) {
      table.count(taken, current.bytes(), keyValue.valueLength());
    }
  }
}
