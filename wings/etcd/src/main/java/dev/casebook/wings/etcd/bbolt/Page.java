package dev.casebook.wings.etcd.bbolt;

import java.util.Optional;
import java.util.function.Supplier;

/// One page whose header was checked: its kind, and where its elements may lie.
///
/// The header is 16 bytes: page number u64, flags u16, element count u16, overflow u32 (how many
/// pages follow that belong to this one). Elements of 16 bytes follow, then keys and values. The
/// header is read once, so a page that changes on a live file cannot move its own bounds.
///
/// @param id the page's number; 0 for the page of an inline bucket
/// @param offset where in the file it starts
/// @param end where it ends, overflow included
/// @param count its elements
/// @param room how many elements its table has room for, as [#room] tells
record Page(long id, PageKind kind, long offset, long end, int count, int room) {

  static final int HEADER_BYTES = 16;
  static final int ELEMENT_BYTES = 16;

  /// The page of that number, a branch or a leaf; empty, with the reason logged, when it is none.
  ///
  /// @param lost what is lost without it; asked only when it is lost
  static Optional<Page> inTree(
      Database database, FileWindow window, long id, Supplier<String> lost, DamageLog damages) {
    var page = read(database, window, id, lost, damages);
    if (page.isEmpty()) {
      return page;
    }
    return switch (page.get().kind) {
      case BRANCH, LEAF -> page;
      case META, FREELIST -> {
        damages.report(Fault.WRONG_KIND, id, () -> "it is a " + page.get().kind, lost);
        yield Optional.empty();
      }
    };
  }

  /// The page of that number, of any kind.
  static Optional<Page> read(
      Database database, FileWindow window, long id, Supplier<String> lost, DamageLog damages) {
    if (id < 2 || id >= database.meta().highWater()) {
      var bound = database.meta().highWater();
      return refuse(Fault.OUT_OF_BOUNDS, id, "pages run from 2 to " + (bound - 1), lost, damages);
    }
    if (id >= database.pages()) {
      return refuse(Fault.TRUNCATED, id, "the file ends before it", lost, damages);
    }
    var offset = database.offset(id);
    var ownId = window.u64(offset);
    var flags = window.u16(offset + 8);
    if (ownId != id) {
      var what = ownId == 0 && flags == 0 ? "it holds zeros" : "it says it is page " + ownId;
      return refuse(Fault.WRONG_ID, id, what, lost, damages);
    }
    var kind = PageKind.of(flags);
    if (kind.isEmpty()) {
      return refuse(Fault.WRONG_KIND, id, "flags " + flags, lost, damages);
    }
    var overflow = window.u32(offset + 12);
    if (overflow >= database.pages() - id) {
      return refuse(
          Fault.OUT_OF_BOUNDS, id, overflow + " overflow pages go beyond the file", lost, damages);
    }
    var end = database.offset(id + overflow + 1);
    return counted(id, kind.get(), window, offset, end, lost, damages);
  }

  /// The page of an inline bucket, which lies in the value that holds the bucket and has no number.
  static Optional<Page> inline(
      Bucket bucket, FileWindow window, Supplier<String> lost, DamageLog damages) {
    var offset = bucket.inlineOffset();
    if (bucket.inlineBytes() < HEADER_BYTES) {
      return refuse(Fault.BUCKET, 0, "an inline bucket without a page", lost, damages);
    }
    if (window.u16(offset + 8) != PageKind.LEAF.flag()) {
      return refuse(Fault.BUCKET, 0, "an inline bucket that is not a leaf", lost, damages);
    }
    var end = offset + bucket.inlineBytes();
    return counted(0, PageKind.LEAF, window, offset, end, lost, damages);
  }

  private static Optional<Page> counted(
      long id,
      PageKind kind,
      FileWindow window,
      long offset,
      long end,
      Supplier<String> lost,
      DamageLog damages) {
    var count = window.u16(offset + 10);
    var elements = kind == PageKind.BRANCH || kind == PageKind.LEAF;
    if (elements && offset + HEADER_BYTES + (long) count * ELEMENT_BYTES > end) {
      return refuse(Fault.COUNT, id, count + " elements", lost, damages);
    }
    if (kind == PageKind.BRANCH && count == 0) {
      return refuse(Fault.COUNT, id, "a branch without children", lost, damages);
    }
    var room = elements ? room(window, kind, offset, end, count) : count;
    return Optional.of(new Page(id, kind, offset, end, count, room));
  }

  /// How many elements the table of a page has room for: bbolt writes keys and values right behind
  /// it, so the first element's position tells. `count` where it tells nothing, as in an empty
  /// page, which holds zeros behind its header.
  static int room(FileWindow window, PageKind kind, long offset, long end, int count) {
    var first = offset + HEADER_BYTES;
    if (first + ELEMENT_BYTES > end) {
      return count;
    }
    var leaf = kind == PageKind.LEAF;
    var position = window.u32(leaf ? first + 4 : first);
    var keyBytes = window.u32(leaf ? first + 8 : first + 4);
    var valueBytes = leaf ? window.u32(first + 12) : 0;
    var whole = keyBytes > 0 && first + position + keyBytes + valueBytes <= end;
    return whole && position > 0 && position % ELEMENT_BYTES == 0
        ? (int) (position / ELEMENT_BYTES)
        : count;
  }

  private static Optional<Page> refuse(
      Fault fault, long id, String what, Supplier<String> lost, DamageLog damages) {
    damages.report(fault, id, () -> what, lost);
    return Optional.empty();
  }

  boolean isLeaf() {
    return kind == PageKind.LEAF;
  }

  long bytes() {
    return end - offset;
  }

  /// Where element `index` starts.
  long element(int index) {
    return offset + HEADER_BYTES + (long) index * ELEMENT_BYTES;
  }

  /// Where keys and values may start.
  long contentStart() {
    return element(count);
  }
}
