package dev.casebook.wings.etcd.bbolt;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/// What each page of a file is used for, found by walking every bucket of one transaction.
///
/// @param pages pages below the high water mark; the other counts, two meta pages and `unreached`
///   sum to it when nothing is damaged
/// @param beyond pages of the file behind the high water mark, which were never used
/// @param overflow pages that continue a branch or leaf page
/// @param freelist pages of the stored freelist
/// @param free pages in the stored freelist, or, where none is stored, pages that are not reached
/// @param leaked pages neither reached nor in the stored freelist
/// @param repeated references to pages that were reached before
/// @param reachedAndFree pages in the stored freelist that are in use
/// @param usedBytes bytes of branch and leaf pages that hold something
/// @param fragmentedBytes bytes of branch and leaf pages that hold nothing
public record Structure(
    Meta meta,
    long pages,
    long beyond,
    long branches,
    long leaves,
    long overflow,
    long freelist,
    long free,
    long leaked,
    long repeated,
    long reachedAndFree,
    long buckets,
    long inlineBuckets,
    long keys,
    long usedBytes,
    long fragmentedBytes,
    List<Damage> damages,
    long damageCount) {

  /// More buckets inside buckets than any program makes; bounds what is kept of a forged file.
  private static final int WAITING_BUCKETS_MAX = 100_000;

  public Structure {
    damages = List.copyOf(damages);
  }

  /// Whether the file keeps all rules that were checked.
  public boolean isSound() {
    return damageCount == 0;
  }

  /// Checks every page of the database. Damage logged before, as by opening the file, is part of
  /// the account.
  public static Structure check(Database database, DamageLog damages) {
    return check(database, KeyNames.HEX, damages);
  }

  /// The same, with keys named by who knows what they are.
  public static Structure check(Database database, KeyNames names, DamageLog damages) {
    return check(database, names, damages, new PageMap(database));
  }

  /// The same, and fills in what each page is.
  public static Structure check(Database database, KeyNames names, DamageLog damages, PageMap map) {
    return new Walk(database, names, damages, map).structure();
  }

  private static final class Walk {

    private final Database database;
    private final KeyNames names;
    private final DamageLog damages;
    private final PageMap map;
    private final PageVisits visits;
    private final ArrayDeque<Bucket> waiting = new ArrayDeque<>();
    private long buckets;
    private long inlineBuckets;
    private long keys;

    Walk(Database database, KeyNames names, DamageLog damages, PageMap map) {
      this.database = database;
      this.names = names;
      this.damages = damages;
      this.map = map;
      this.visits = new PageVisits(map);
    }

    Structure structure() {
      waiting.add(database.root());
      while (!waiting.isEmpty()) {
        walk(waiting.removeFirst());
      }
      var freelist = Freelist.read(database, damages);
      var freelistPages = freelist.map(Freelist::pageCount).orElse(0L);
      var reached = visits.pages().cardinality() + freelistPages + 2;
      var unreached = Math.max(0, database.meta().highWater() - reached);
      var listed = freelist.map(list -> (long) list.free().cardinality());
      var reachedAndFree = freelist.map(this::reachedAndFree).orElse(0L);
      var leaked = freelist.map(this::leaked).orElse(0L);
      return new Structure(
          database.meta(),
          database.meta().highWater(),
          Math.max(0, database.filePages() - database.meta().highWater()),
          visits.branches(),
          visits.leaves(),
          visits.overflow(),
          freelistPages,
          listed.orElse(unreached),
          leaked,
          visits.repeated(),
          reachedAndFree,
          buckets,
          inlineBuckets,
          keys,
          visits.usedBytes(),
          visits.fragmentedBytes(),
          damages.kept(),
          damages.total());
    }

    private void walk(Bucket bucket) {
      map.enter(bucket);
      var cursor = bucket.cursor(visits, names, damages);
      while (cursor.next()) {
        if (cursor.element().isBucket()) {
          cursor.bucket().ifPresent(nested -> enqueue(nested, cursor.pageId()));
        } else {
          keys++;
        }
      }
    }

    private void enqueue(Bucket nested, long page) {
      buckets++;
      inlineBuckets += nested.isInline() ? 1 : 0;
      if (waiting.size() < WAITING_BUCKETS_MAX) {
        waiting.add(nested);
      } else {
        damages.report(
            Fault.BUCKET, page, () -> "too many buckets", () -> "bucket \"" + nested.name() + "\"");
      }
    }

    private long reachedAndFree(Freelist list) {
      var both = (BitSet) list.free().clone();
      both.and(visits.pages());
      both.stream()
          .forEach(
              page -> damages.report(Fault.FREELIST, page, () -> "listed as free, but reached"));
      return both.cardinality();
    }

    private long leaked(Freelist list) {
      var accounted = (BitSet) list.free().clone();
      accounted.or(visits.pages());
      accounted.set(0, 2);
      accounted.set((int) list.page(), (int) (list.page() + list.pageCount()));
      var leaked = 0L;
      var pages = (int) database.pages();
      for (var page = accounted.nextClearBit(0);
          page < pages;
          page = accounted.nextClearBit(page + 1)) {
        var leakedPage = page;
        damages.report(Fault.LEAKED, leakedPage, () -> "it is in no bucket and not free");
        leaked++;
      }
      return leaked;
    }
  }
}
