package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Reads a file that its owner may be writing, without a lock.
///
/// The owner never writes to a page of the last finished transaction T. It may write to T's pages
/// when T + 1 is finished and T + 2 is under way, before the meta of T + 2 is there to be seen. So
/// a walk of T is true if T is still the last finished transaction after it: that alone is
/// accepted, otherwise the walk starts again from the meta that is then the newest. A torn meta
/// page counts as not finished, in both looks.
public final class LiveRead {

  /// What came of it.
  public sealed interface Outcome<T> {

    /// One transaction's state, unchanged during the whole walk. The damage is real: no writer
    /// caused it.
    record Settled<T>(T result, Meta meta, int tries, List<Damage> damages) implements Outcome<T> {}

    /// In every try a newer transaction was finished before the walk was.
    record Unsettled<T>(int tries, long firstTransaction, long lastTransaction)
        implements Outcome<T> {}

    /// No meta page was valid in any try.
    record Unreadable<T>(int tries, List<Damage> damages) implements Outcome<T> {}
  }

  private LiveRead() {}

  /// Walks the file until one walk was undisturbed, at most `triesMax` times.
  ///
  /// @param reopen the file as it is now; called before each walk and again after it, because a
  ///   writer makes the file grow. It may wait between tries, and may give the same mapping while
  ///   it is long enough
  /// @param walk what to read. It must not keep offsets into the file beyond its return
  public static <T> Outcome<T> read(
      Supplier<MemorySegment> reopen, int triesMax, BiFunction<Database, DamageLog, T> walk) {
    if (triesMax < 1) {
      throw new IllegalArgumentException("at least one try, not " + triesMax);
    }
    var first = -1L;
    var last = -1L;
    var damages = new DamageLog();
    for (var tries = 1; tries <= triesMax; tries++) {
      damages = new DamageLog();
      var database = Database.open(reopen.get(), damages);
      if (database.isEmpty()) {
        continue;
      }
      var meta = database.get().meta();
      first = first < 0 ? meta.transaction() : first;
      var result = walk.apply(database.get(), damages);
      var after = Metas.read(reopen.get(), new DamageLog()).newest();
      if (after.filter(meta::equals).isPresent()) {
        return new Outcome.Settled<>(result, meta, tries, damages.kept());
      }
      last = after.map(Meta::transaction).orElse(meta.transaction());
    }
    return first < 0
        ? new Outcome.Unreadable<>(triesMax, damages.kept())
        : new Outcome.Unsettled<>(triesMax, first, last);
  }
}
