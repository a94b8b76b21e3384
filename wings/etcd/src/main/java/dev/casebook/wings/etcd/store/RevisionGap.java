package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyRange;

/// Revisions above the compact revision that a tree does not hold, between two neighbors that it
/// holds.
///
/// etcd counts without a gap. A restore may raise the revision, though (`--bump-revision`), so a
/// gap alone proves no loss; a record from its end does.
///
/// @param range from the neighbor below to before the one above, as the keys in the file
/// @param first the lowest main revision that is missing
/// @param last the highest
record RevisionGap(KeyRange range, long first, long last) {

  /// Whether a lost range tells already why some of these are missing.
  boolean isExplainedBy(KeyRange lost, FileWindow bounds, FileWindow keys) {
    var startsInside =
        lost.low() != KeyRange.NONE && range.contains(bounds, keys, lost.low(), lost.lowLength());
    return startsInside
        || (range.low() == KeyRange.NONE
            ? lost.low() == KeyRange.NONE
            : lost.contains(bounds, keys, range.low(), range.lowLength()));
  }

  @Override
  public String toString() {
    return first == last ? "revision " + first : "revisions " + first + " to " + last;
  }
}
