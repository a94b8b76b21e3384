package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A bbolt file as one transaction left it.
///
/// The segment is the file, mapped or read by the caller, and is never written. Nothing is held but
/// the segment, so a database needs no closing; it is valid as long as the segment is.
///
/// @param file the whole file
/// @param meta the transaction looked at
/// @param pages how many whole pages of this transaction the file holds: fewer than the high water
///   mark when it was cut off
public record Database(MemorySegment file, Meta meta, long pages) {

  /// The newest valid state. Empty when neither meta page is valid; why is in the log, and so is a
  /// newer state that had to be given up for an older one.
  public static Optional<Database> open(MemorySegment file, DamageLog damages) {
    return Metas.read(file, damages).newest().map(meta -> at(file, meta, damages));
  }

  /// The state of one given meta.
  public static Database at(MemorySegment file, Meta meta, DamageLog damages) {
    var held = file.byteSize() / meta.pageSize();
    if (held < meta.highWater()) {
      damages.report(
          Fault.TRUNCATED,
          Damage.WHOLE_FILE,
          () -> "it holds " + held + " of " + meta.highWater() + " pages",
          () -> "pages " + held + " to " + (meta.highWater() - 1));
    }
    return new Database(file, meta, Math.min(held, meta.highWater()));
  }

  /// A file that lost both metas: its pages can be looked at, but nothing leads to them.
  static Database withoutMeta(MemorySegment file, int pageSize) {
    var pages = Math.min(file.byteSize() / pageSize, Meta.PAGES_MAX);
    return new Database(file, new Meta(0, pageSize, 0, 0, Meta.NO_FREELIST, pages, 0), pages);
  }

  /// The bucket that holds all buckets.
  public Bucket root() {
    return new Bucket(this, "", meta.root(), meta.rootSequence(), 0, 0);
  }

  /// The top-level bucket of that name, if there is one that can be reached.
  public Optional<Bucket> bucket(String name, DamageLog damages) {
    var buckets = root().cursor(damages);
    while (buckets.next()) {
      var element = buckets.element();
      if (element.isBucket() && element.keyText().equals(name)) {
        return buckets.bucket();
      }
    }
    return Optional.empty();
  }

  /// Whole pages in the file, used or not.
  long filePages() {
    return file.byteSize() / meta.pageSize();
  }

  long offset(long page) {
    return page * meta.pageSize();
  }
}
