package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import java.io.IOException;
import java.util.Arrays;

/// Deletes the entries that were found and agreed to, and no others: what began to match since is
/// left, and so is an entry that was made anew for the same tuple, unless it has the same id: the
/// kernel hashes tuple and place in memory (nf_ct_get_id in nf_conntrack_core.c).
///
/// Between both passes only the ids are kept, eight bytes for each entry.
public final class Deletion {

  private final FlowFilter filter;
  private long[] ids = new long[16];
  private int found;

  public Deletion(FlowFilter filter) {
    this.filter = filter;
  }

  /// What came of it.
  ///
  /// @param deleted entries
  /// @param gone that ended by themselves meanwhile
  /// @param offloaded that a flow table forwards, which the kernel does not delete
  public record Outcome(long deleted, long gone, long offloaded) {}

  /// The first pass: what there is to be deleted.
  ///
  /// @param shown is given each
  /// @return how many
  public int find(ConnectionTracker tracker, ConnectionTracker.Taker shown) throws IOException {
    found = 0;
    tracker.dump(
        filter.sought(),
        entry -> {
          if (filter.matches(entry) && entry.id() >= 0) {
            keep(entry.id());
            shown.take(entry);
          }
        });
    Arrays.sort(ids, 0, found);
    return found;
  }

  private void keep(long id) {
    if (found == ids.length) {
      ids = Arrays.copyOf(ids, 2 * found);
    }
    ids[found++] = id;
  }

  /// The second pass.
  ///
  /// @param deleting another socket than the one that lists
  /// @param each is given what was deleted
  public Outcome delete(
      ConnectionTracker listing, ConnectionTracker deleting, ConnectionTracker.Taker each)
      throws IOException {
    var pass = new Pass(deleting, each);
    listing.dump(filter.sought(), pass::take);
    return new Outcome(
        pass.deleted, Math.max(0, found - pass.deleted - pass.offloaded), pass.offloaded);
  }

  private final class Pass {
    private final ConnectionTracker deleting;
    private final ConnectionTracker.Taker each;
    private long deleted;
    private long offloaded;

    Pass(ConnectionTracker deleting, ConnectionTracker.Taker each) {
      this.deleting = deleting;
      this.each = each;
    }

    void take(ConntrackEntry entry) throws IOException {
      if (!filter.matches(entry) || Arrays.binarySearch(ids, 0, found, entry.id()) < 0) {
        return;
      }
      try {
        if (deleting.delete(entry.original().tuple(), entry.zone(), entry.id())) {
          deleted++;
          each.take(entry);
        }
      } catch (Refused e) {
        if (e.errno() != Refused.EBUSY) {
          throw e;
        }
        offloaded++;
      }
    }
  }
}
