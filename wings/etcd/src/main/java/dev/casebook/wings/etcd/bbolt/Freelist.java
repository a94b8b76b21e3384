package dev.casebook.wings.etcd.bbolt;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;

/// The pages that the next transactions may reuse, where the file stores them.
///
/// A freelist page holds page numbers, u64 each. A count of 0xFFFF means that the first number is
/// the count. etcd does not store it.
///
/// @param page where it starts
/// @param pageCount how many pages it takes
/// @param free the page numbers in it
record Freelist(long page, long pageCount, BitSet free) {

  private static final int COUNT_ELSEWHERE = 0xFFFF;

  /// The stored freelist; empty if none is stored, or, with the reason logged, if it is not one.
  static Optional<Freelist> read(Database database, DamageLog damages) {
    if (!database.meta().hasFreelist()) {
      return Optional.empty();
    }
    Supplier<String> lost = () -> "which pages are free";
    var id = database.meta().freelist();
    var window = new FileWindow(database.file());
    var page = Page.read(database, window, id, lost, damages);
    if (page.isPresent() && page.get().kind() != PageKind.FREELIST) {
      damages.report(Fault.WRONG_KIND, id, () -> "it is a " + page.get().kind(), lost);
      return Optional.empty();
    }
    return page.flatMap(p -> read(database, window, p, lost, damages));
  }

  private static Optional<Freelist> read(
      Database database, FileWindow window, Page page, Supplier<String> lost, DamageLog damages) {
    var counted = page.count() == COUNT_ELSEWHERE;
    var start = page.offset() + Page.HEADER_BYTES + (counted ? Long.BYTES : 0);
    var count = counted ? window.u64(start - Long.BYTES) : page.count();
    if (count < 0 || count > (page.end() - start) / Long.BYTES) {
      damages.report(Fault.FREELIST, page.id(), () -> count + " page numbers", lost);
      return Optional.empty();
    }
    var free = new BitSet();
    for (var i = 0L; i < count; i++) {
      add(free, window.u64(start + i * Long.BYTES), database, page, damages);
    }
    var pageCount = page.bytes() / database.meta().pageSize();
    return Optional.of(new Freelist(page.id(), pageCount, free));
  }

  private static void add(BitSet free, long id, Database database, Page page, DamageLog damages) {
    if (id < 2 || id >= database.pages()) {
      damages.report(
          Fault.FREELIST, page.id(), () -> "it lists page " + id + ", which is not there");
    } else if (free.get((int) id)) {
      damages.report(Fault.FREELIST, page.id(), () -> "it lists page " + id + " twice");
    } else {
      free.set((int) id);
    }
  }
}
