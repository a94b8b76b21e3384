package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Database;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.PageMap;
import dev.casebook.wings.etcd.bbolt.Structure;
import dev.casebook.wings.etcd.store.Salvage;
import dev.casebook.wings.etcd.store.Store;
import dev.casebook.wings.etcd.store.Trailer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Whether a file keeps all rules of its format: metas, every page of every bucket, free pages,
/// every record of the history, and the digest of a snapshot.
///
/// @param structure what the pages are used for; empty if no meta page is valid
/// @param map what each page is; empty as the structure is
/// @param records proper records of the history
/// @param trailerMatches empty for a member's own file, which has no digest
/// @param damages all that is wrong
public record FileCheck(
    long fileBytes,
    Optional<Structure> structure,
    Optional<PageMap> map,
    long records,
    Optional<Boolean> trailerMatches,
    DamageLog damages) {

  private static final Set<Fault> OF_CONTENTS =
      EnumSet.of(Fault.RECORD, Fault.BUCKET, Fault.UNREACHED);

  /// Reads the whole file, and the pages that nothing leads to for what they prove.
  public static FileCheck of(EtcdFile file) {
    var damages = new DamageLog();
    var database = Database.open(file.bytes(), damages);
    database.ifPresent(found -> Trailer.checkEnd(file.bytes(), found.meta().pageSize(), damages));
    var map = database.map(PageMap::new);
    var structure =
        database.map(found -> Structure.check(found, Store.REVISIONS, damages, map.orElseThrow()));
    var contents = new DamageLog();
    var store = database.flatMap(found -> Store.of(found, contents));
    var records = store.map(found -> count(found, contents)).orElse(0L);
    if (damages.isEmpty() && contents.isEmpty()) {
      Salvage.of(file.bytes(), contents).ofAllPages(contents);
    }
    addContents(contents, damages);
    var trailer =
        store.filter(Store::isSnapshot).map(found -> Trailer.matches(file.bytes(), damages));
    return new FileCheck(file.bytes().byteSize(), structure, map, records, trailer, damages);
  }

  private static long count(Store store, DamageLog contents) {
    var count = 0L;
    var records = store.records(contents);
    while (records.next()) {
      count++;
    }
    return count;
  }

  /// What is wrong with pages is known from the structure.
  private static void addContents(DamageLog contents, DamageLog damages) {
    contents.kept().stream()
        .filter(damage -> OF_CONTENTS.contains(damage.fault()))
        .filter(damage -> !damages.kept().contains(damage))
        .forEach(
            damage -> damages.report(damage.fault(), damage.page(), damage::what, damage::lost));
  }
}
