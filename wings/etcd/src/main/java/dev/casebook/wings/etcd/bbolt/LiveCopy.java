package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.BitSet;

/// A copy of a file in use that is brought up to its newest transaction, page by page.
///
/// Most pages of a file do not change from one transaction to the next, so a second round costs
/// little but reading. Under [LiveRead] a round that was undisturbed proves the copy.
public final class LiveCopy {

  /// As in [Structure]: bounds what is kept of a forged file.
  private static final int WAITING_BUCKETS_MAX = 100_000;

  private LiveCopy() {}

  /// Copies each page that the transaction's tree reaches and whose bytes differ, then the metas.
  ///
  /// @param copy writable, as long as the database's file at least
  /// @return how many pages differed
  public static long update(Database database, MemorySegment copy, DamageLog damages) {
    var pageSize = database.meta().pageSize();
    var reached = reached(database, damages);
    var changed = 0L;
    for (var page = reached.nextSetBit(0); page >= 0; page = reached.nextSetBit(page + 1)) {
      changed += copyPage(database.file(), copy, database.offset(page), pageSize) ? 1 : 0;
    }
    // Last, so that a copy that was cut short keeps the metas that its pages belong to.
    for (var meta = 0L; meta < Math.min(2, database.filePages()); meta++) {
      copyPage(database.file(), copy, database.offset(meta), pageSize);
    }
    return changed;
  }

  private static BitSet reached(Database database, DamageLog damages) {
    var visits = new PageVisits();
    var waiting = new ArrayDeque<Bucket>();
    waiting.add(database.root());
    while (!waiting.isEmpty()) {
      var cursor = waiting.removeFirst().cursor(visits, KeyNames.HEX, damages);
      while (cursor.next()) {
        if (cursor.element().isBucket() && waiting.size() < WAITING_BUCKETS_MAX) {
          cursor.bucket().ifPresent(waiting::add);
        }
      }
    }
    var pages = (BitSet) visits.pages().clone();
    Freelist.read(database, damages)
        .ifPresent(list -> pages.set((int) list.page(), (int) (list.page() + list.pageCount())));
    return pages;
  }

  private static boolean copyPage(MemorySegment file, MemorySegment copy, long at, int bytes) {
    if (MemorySegment.mismatch(file, at, at + bytes, copy, at, at + bytes) < 0) {
      return false;
    }
    MemorySegment.copy(file, at, copy, at, bytes);
    return true;
  }
}
