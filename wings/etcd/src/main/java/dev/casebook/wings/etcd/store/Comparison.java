package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.KeyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether several stores hold the same keys at one revision, and which keys they do not agree on.
///
/// Each store is read in key order, and one key of each is held at a time. The bound of [KeySpace]
/// is shared out among the stores.
///
/// @param keys how many live keys there are in any of the stores
/// @param differing how many of them are not the same everywhere
public record Comparison(long revision, long keys, long differing) {

  /// A key that is not the same in all stores.
  ///
  /// @param sides what each store has, in the order given; empty if the key is not live there
  public record Difference(String key, List<Optional<KeyVersion>> sides) {

    public Difference {
      sides = List.copyOf(sides);
    }
  }

  /// Whether all stores hold the same keys with the same values, versions and leases.
  public boolean agrees() {
    return differing == 0;
  }

  /// The newest revision at which all stores can be asked: the least of the current ones, unless a
  /// store was compacted beyond it.
  public static AskedRevision commonRevision(List<? extends RecordSource> stores) {
    var revision = stores.stream().mapToLong(RecordSource::currentRevision).min().orElse(0);
    for (var store : stores) {
      if (!(store.revision(revision) instanceof AskedRevision.Available available)) {
        return store.revision(revision);
      }
      revision = available.revision();
    }
    return new AskedRevision.Available(revision);
  }

  /// Compares the live keys at a revision that every store has.
  public static Comparison of(
      List<? extends RecordSource> stores,
      long revision,
      DamageLog damages,
      Consumer<Difference> differences) {
    var slots = Integer.highestOneBit(Math.max(1, KeySpace.SLOTS_MAX / Math.max(1, stores.size())));
    var walks =
        stores.stream()
            .map(store ->
                new LiveWalk(store, revision, Math.max(slots, KeyTable.SLOTS_MIN), damages))
            .toList();
    var keys = 0L;
    var differing = 0L;
    for (var least = least(walks); least.isPresent(); least = least(walks)) {
      keys++;
      var at = having(walks, least.get());
      if (at.size() < walks.size() || !allSame(at)) {
        differing++;
        differences.accept(difference(walks, least.get(), at));
      }
      at.forEach(LiveWalk::advance);
    }
    return new Comparison(revision, keys, differing);
  }

  private static Optional<LiveWalk> least(List<LiveWalk> walks) {
    return walks.stream().filter(walk -> walk.present).min(LiveWalk::compareKeys);
  }

  private static List<LiveWalk> having(List<LiveWalk> walks, LiveWalk least) {
    return walks.stream().filter(walk -> walk.present && walk.compareKeys(least) == 0).toList();
  }

  private static boolean allSame(List<LiveWalk> walks) {
    var first = walks.getFirst();
    return walks.stream().allMatch(first::isSame);
  }

  private static Difference difference(List<LiveWalk> walks, LiveWalk least, List<LiveWalk> at) {
    var sides = new ArrayList<Optional<KeyVersion>>();
    for (var walk : walks) {
      sides.add(
          at.contains(walk)
              ? Optional.of(KeyVersion.of(walk.keys.record()))
              : Optional.<KeyVersion>empty());
    }
    return new Difference(least.keys.record().keyText(), sides);
  }

  /// One store's live keys.
  private static final class LiveWalk {

    private final KeySpace keys;
    private boolean present = true;

    LiveWalk(RecordSource store, long revision, int slotsMax, DamageLog damages) {
      keys = KeySpace.bounded(store, revision, false, slotsMax, damages);
      advance();
    }

    void advance() {
      do {
        present = keys.next();
      } while (present && !keys.isLive());
    }

    int compareKeys(LiveWalk other) {
      var mine = keys.record().keyValue();
      var its = other.keys.record().keyValue();
      return KeyOrder.compare(
          mine.window(), mine.key(), mine.keyLength(), its.window(), its.key(), its.keyLength());
    }

    boolean isSame(LiveWalk other) {
      var mine = keys.record().keyValue();
      var its = other.keys.record().keyValue();
      return keys.record().revision().equals(other.keys.record().revision())
          && mine.createRevision() == its.createRevision()
          && mine.version() == its.version()
          && mine.lease() == its.lease()
          && mine.valueBytes().mismatch(its.valueBytes()) < 0;
    }
  }
}
