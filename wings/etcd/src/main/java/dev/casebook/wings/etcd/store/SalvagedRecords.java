package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;

/// The records that a [Salvage] found, put in order, each once.
///
/// Memory is bounded as that of a [KeySpace] is.
final class SalvagedRecords implements Records {

  private final Salvage salvage;
  private final StoredRecord record;
  private final KeyTable table;
  private final KeyPasses passes;
  private int[] slots = {};
  private int index = -1;

  SalvagedRecords(Salvage salvage, int slotsMax) {
    this.salvage = salvage;
    this.record = new StoredRecord(salvage.file());
    var keys = EntryKeys.ofRevisions(salvage.file());
    this.table = new KeyTable(keys, false, slotsMax);
    this.passes = new KeyPasses(table, keys);
  }

  @Override
  public boolean next() {
    while (true) {
      while (++index < slots.length) {
        if (record.lookAgainAt(table.offset(slots[index]))) {
          return true;
        }
      }
      if (!passes.begin()) {
        return false;
      }
      // The tree first: of two copies, the one that it leads to counts. Its damage is in the log
      // already.
      salvage.store().ifPresent(store -> take(store.records(new DamageLog())));
      take(salvage.search());
      slots = table.sorted();
      index = -1;
    }
  }

  private void take(Records records) {
    var found = records.record();
    while (records.next()) {
      passes.slot(found.element().window(), found.element().key(), Revision.BYTES, found.offset());
    }
  }

  @Override
  public StoredRecord record() {
    return record;
  }
}
