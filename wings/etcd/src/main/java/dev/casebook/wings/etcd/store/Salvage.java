package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Database;
import dev.casebook.wings.etcd.bbolt.KeyRange;
import dev.casebook.wings.etcd.bbolt.LeafScan;
import dev.casebook.wings.etcd.bbolt.Metas;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The history that can be proven of a damaged file.
///
/// Where the tree of the newest valid meta can be read, it alone counts. It lost a record that is
/// none, and revisions between others of which a page holds the last that nothing leads to. For the
/// ranges of revisions that it lost, and for the whole history if no meta is valid, every leaf page
/// in the file is searched for records that say the same revision in their place and in their
/// content. Such a record was truly written; but in a lost range it may be one that compaction had
/// removed since, so a key deleted long ago can come back.
///
/// @param store the file as far as it can be opened
/// @param lostRanges the ranges of the history that the tree lost; empty if the tree is sound
/// @param pageSize in bytes, guessed from the pages if no meta is valid
/// @param leaves how many leaf pages the search found; 0 if none was needed
/// @param found how many records of the lost ranges it found, repetitions included
/// @param currentRevision the last revision found
/// @param compactRevision the highest that the tree or the search told; -1 if none was
public record Salvage(
    MemorySegment file,
    Optional<Store> store,
    List<KeyRange> lostRanges,
    int pageSize,
    long leaves,
    long found,
    long currentRevision,
    long compactRevision)
    implements RecordSource {

  public Salvage {
    lostRanges = List.copyOf(lostRanges);
  }

  /// Walks what tree there is, and searches the file if that lost something. If the newest tree is
  /// lost as a whole, the one before it is walked, and the search is for what came after it.
  public static Salvage of(MemorySegment file, DamageLog damages) {
    var metas = Metas.read(file, damages).valid();
    var pageSize = metas.isEmpty() ? LeafScan.likelyPageSize(file) : metas.getFirst().pageSize();
    var tree = Optional.<TreeWalk>empty();
    for (var meta : metas) {
      var store = Store.of(Database.at(file, meta, damages), damages);
      tree = store.map(found -> new TreeWalk(found, damages));
      if (tree.filter(TreeWalk::isReadable).isPresent()) {
        break;
      }
    }
    var lost = new ArrayList<KeyRange>();
    tree.ifPresentOrElse(found -> lost.addAll(found.lost()), () -> lost.add(KeyRange.all(file)));
    tree.filter(found -> !found.store().database().meta().equals(metas.getFirst()))
        .ifPresent(found -> lost.add(found.behind()));
    tree.map(found -> new GapSearch(found, pageSize).proven(damages)).ifPresent(lost::addAll);
    var distinct = lost.stream().distinct().toList();
    return searched(file, tree.map(TreeWalk::store), distinct, pageSize);
  }

  /// The same, if damage was found; else all pages are searched for proof that the tree lacks keys,
  /// and if there is any, for all records.
  public Salvage ofAllPages(DamageLog damages) {
    return store
        .filter(found -> lostRanges.isEmpty() && new LostKeySearch(found).find(damages))
        .map(found -> searched(file, store, List.of(KeyRange.all(file)), pageSize))
        .orElse(this);
  }

  private static Salvage searched(
      MemorySegment file, Optional<Store> store, List<KeyRange> lost, int pageSize) {
    var search = new RecordSearch(file, pageSize, lost);
    while (!lost.isEmpty() && search.next()) {
      // Each step adds to what the search has found.
    }
    return new Salvage(
        file,
        store,
        lost,
        pageSize,
        search.leaves(),
        search.found(),
        Math.max(search.currentRevision(), store.map(Store::currentRevision).orElse(1L)),
        Math.max(search.compactRevision(), store.map(Store::compactRevision).orElse(-1L)));
  }

  @Override
  public boolean isCompactionKnown() {
    return store.filter(Store::isCompactionKnown).isPresent();
  }

  /// The records, in order. Their damage is in the log of [#of] already.
  @Override
  public Records records(DamageLog damages) {
    return new SalvagedRecords(this, KeySpace.SLOTS_MAX);
  }

  /// A new search for the records of the lost ranges.
  Records search() {
    return new RecordSearch(file, pageSize, lostRanges);
  }
}
