package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every retained record of one key, oldest first.
///
/// What compaction took away is not there: the first version shown may be the tenth of its
/// generation.
///
/// @param versions the newest [#VERSIONS_MAX]
/// @param older how many more there were
public record KeyHistory(List<KeyVersion> versions, long older) {

  /// A lease renewed every ten seconds comes to 8,640 a day, and compaction runs every five
  /// minutes.
  public static final int VERSIONS_MAX = 100_000;

  public KeyHistory {
    versions = List.copyOf(versions);
  }

  /// Reads all records for those of the key.
  public static KeyHistory of(RecordSource source, byte[] key, DamageLog damages) {
    var wanted = FileWindow.over(key);
    var versions = new ArrayDeque<KeyVersion>();
    var older = 0L;
    var records = source.records(damages);
    while (records.next()) {
      var found = records.record().keyValue();
      if (KeyOrder.same(found.window(), found.key(), found.keyLength(), wanted, 0, key.length)) {
        versions.add(KeyVersion.of(records.record()));
        if (versions.size() > VERSIONS_MAX) {
          versions.removeFirst();
          older++;
        }
      }
    }
    return new KeyHistory(new ArrayList<>(versions), older);
  }

  /// What a get of the key at the revision gives; empty if it was not there.
  public Optional<KeyVersion> at(long revision) {
    var newest = Optional.<KeyVersion>empty();
    for (var version : versions) {
      if (version.revision().main() <= revision) {
        newest = Optional.of(version);
      }
    }
    return newest.filter(version -> !version.deleted());
  }

  /// The generations: from a creation to the deletion that ends it, if it has ended.
  public List<List<KeyVersion>> generations() {
    var generations = new ArrayList<List<KeyVersion>>();
    var current = new ArrayList<KeyVersion>();
    for (var version : versions) {
      if (!current.isEmpty() && current.getLast().deleted()) {
        generations.add(List.copyOf(current));
        current.clear();
      }
      current.add(version);
    }
    if (!current.isEmpty()) {
      generations.add(List.copyOf(current));
    }
    return generations;
  }
}
