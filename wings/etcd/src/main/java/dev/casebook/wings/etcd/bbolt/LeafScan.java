package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A walk over every leaf page that lies anywhere in a file, whether a tree still leads to it or
/// not.
///
/// It finds what a lost branch page hid, and also what older transactions left in pages that are
/// free now: whoever uses it must be able to tell from an element itself whether it is to be
/// believed. Elements come in file order, some twice.
///
/// An old leaf may have been overwritten from one of its overflow pages on. Every run of pages is
/// written with a header that holds its own page number, so what follows such a header belongs to
/// the later run and is not taken for the leaf's.
public final class LeafScan {

  private static final int PROBED_PAGES = 4_096;

  private final MemorySegment file;
  private final int pageSize;
  private final long pages;
  private final LeafElement element;
  private final FileWindow window;
  private long page = 1;
  private int count;
  private int index;
  private long end;
  private long leaves;

  private LeafScan(MemorySegment file, int pageSize) {
    this.file = file;
    this.pageSize = pageSize;
    this.pages = file.byteSize() / pageSize;
    this.element = new LeafElement(file);
    this.window = element.window();
  }

  /// Before the first leaf page of a file whose page size is known.
  public static LeafScan over(MemorySegment file, int pageSize) {
    return new LeafScan(file, pageSize);
  }

  /// The page size under which most pages carry their own number, for a file that lost both metas.
  public static int likelyPageSize(MemorySegment file) {
    var best = Meta.PAGE_SIZE_MIN;
    var bestHits = -1L;
    for (var size = Meta.PAGE_SIZE_MIN; size <= Meta.PAGE_SIZE_MAX; size <<= 1) {
      var scan = new LeafScan(file, size);
      var hits = 0L;
      for (var id = 2L; id < Math.min(scan.pages, PROBED_PAGES); id++) {
        hits += scan.isHeader(id) ? 1 : 0;
      }
      if (hits > bestHits) {
        best = size;
        bestHits = hits;
      }
    }
    return best;
  }

  /// Goes to the next element that lies whole in its page; false at the end of the file.
  public boolean next() {
    while (true) {
      while (++index < count) {
        if (element.lookAt(elementOffset(index), elementOffset(count), end)) {
          return true;
        }
      }
      if (!nextLeaf()) {
        return false;
      }
    }
  }

  /// The current element. The same object at every step.
  public LeafElement element() {
    return element;
  }

  /// The bucket in the current element, if it is one that lies there whole.
  public Optional<Bucket> inlineBucket() {
    return element.isBucket()
        ? Bucket.in(element, Database.withoutMeta(file, pageSize)).filter(Bucket::isInline)
        : Optional.empty();
  }

  public long pageId() {
    return page;
  }

  /// How many leaf pages were found so far.
  public long leaves() {
    return leaves;
  }

  private boolean nextLeaf() {
    while (++page < pages) {
      var offset = page * pageSize;
      if (isHeader(page) && window.u16(offset + 8) == PageKind.LEAF.flag()) {
        end = trustedEnd(page, window.u32(offset + 12));
        var counted =
            (int) Math.min(window.u16(offset + 10), (end - offset) / Page.ELEMENT_BYTES - 1);
        // A header may count too few.
        count = Math.max(counted, Page.room(window, PageKind.LEAF, offset, end, counted));
        index = -1;
        leaves++;
        return true;
      }
    }
    count = 0;
    index = 0;
    return false;
  }

  private long trustedEnd(long leaf, long overflow) {
    // Compared so that a forged overflow cannot wrap around.
    var last = Math.min(leaf + overflow, pages - 1);
    for (var next = leaf + 1; next <= last; next++) {
      if (isHeader(next)) {
        return next * pageSize;
      }
    }
    return (last + 1) * pageSize;
  }

  private boolean isHeader(long id) {
    var offset = id * pageSize;
    return window.u64(offset) == id && PageKind.of(window.u16(offset + 8)).isPresent();
  }

  private long elementOffset(int i) {
    return page * pageSize + Page.HEADER_BYTES + (long) i * Page.ELEMENT_BYTES;
  }
}
