package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyRange;
import dev.casebook.wings.etcd.bbolt.LeafScan;
import java.util.ArrayList;
import java.util.List;

/// A search for the revisions that a tree skips. A gap is a loss if the file still holds its last
/// revision: of a revision that a restore raised, no record lies right below it.
final class GapSearch {

  private final TreeWalk tree;
  private final LeafScan scan;
  private final StoredRecord record;

  GapSearch(TreeWalk tree, int pageSize) {
    this.tree = tree;
    this.scan = LeafScan.over(tree.store().file(), pageSize);
    this.record = new StoredRecord(scan.element());
  }

  /// The gaps that are losses, and what came behind the tree if nothing else explains one; such a
  /// gap is logged. Reads nothing if there is no gap.
  List<KeyRange> proven(DamageLog damages) {
    var unproven = new ArrayList<>(tree.gaps());
    var proven = new ArrayList<KeyRange>();
    while (!unproven.isEmpty() && scan.next()) {
      if (record.look()) {
        var found = unproven.stream().filter(gap -> gap.last() == record.main()).findFirst();
        found.ifPresent(gap -> {
          unproven.remove(gap);
          proven.add(gap.range());
          if (!isExplained(gap)) {
            proven.add(tree.behind());
            report(gap, damages);
          }
        });
      }
    }
    return proven;
  }

  private boolean isExplained(RevisionGap gap) {
    var bounds = new FileWindow(tree.store().file());
    var keys = new FileWindow(tree.store().file());
    return tree.lost().stream().anyMatch(lost -> gap.isExplainedBy(lost, bounds, keys));
  }

  private void report(RevisionGap gap, DamageLog damages) {
    var revision = record.revision();
    damages.report(
        Fault.UNREACHED, scan.pageId(), () -> "revision " + revision + " is here", gap::toString);
  }
}
