package dev.casebook.wings.etcd.bbolt;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Which pages a walk has entered, and what it found them to be.
///
/// One bit a page, so a cycle ends at the second visit. Shared by the walks over all buckets of a
/// file, it finds pages that two of them claim.
public final class PageVisits {

  private final BitSet pages = new BitSet();
  private final @Nullable PageMap map;
  private long branches;
  private long leaves;
  private long overflow;
  private long repeated;
  private long usedBytes;
  private long pageBytes;

  public PageVisits() {
    this(null);
  }

  /// @param map is told of every page
  PageVisits(@Nullable PageMap map) {
    this.map = map;
  }

  /// Notes a visit; false if any of the page's pages was visited before.
  boolean enter(Page page, int pageSize) {
    var first = (int) page.id();
    var next = first + (int) (page.bytes() / pageSize);
    if (isAnyVisited(first, next)) {
      repeated++;
      return false;
    }
    pages.set(first, next);
    if (map != null) {
      map.reach(page);
    }
    overflow += next - first - 1;
    if (page.isLeaf()) {
      leaves++;
    } else {
      branches++;
    }
    pageBytes += page.bytes();
    usedBytes += Page.HEADER_BYTES;
    return true;
  }

  private boolean isAnyVisited(int first, int next) {
    if (next == first + 1) {
      // Nearly every page; a search for the next visited one could go through the whole set each
      // time.
      return pages.get(first);
    }
    var visited = pages.nextSetBit(first);
    return visited >= 0 && visited < next;
  }

  void use(long bytes) {
    usedBytes += bytes;
  }

  /// The pages visited, overflow pages included.
  BitSet pages() {
    return pages;
  }

  public long branches() {
    return branches;
  }

  public long leaves() {
    return leaves;
  }

  /// Pages that continue a branch or leaf page.
  public long overflow() {
    return overflow;
  }

  /// References to pages that had been visited before.
  public long repeated() {
    return repeated;
  }

  /// Bytes of the visited pages that hold headers, elements, keys and values.
  public long usedBytes() {
    return usedBytes;
  }

  /// Bytes of the visited pages that hold nothing.
  public long fragmentedBytes() {
    return Math.max(0, pageBytes - usedBytes);
  }
}
