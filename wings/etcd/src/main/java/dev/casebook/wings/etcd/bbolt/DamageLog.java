package dev.casebook.wings.etcd.bbolt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The damage met while a file was read: all of it counted, the first of it kept.
///
/// A reader reports and reads on, so one pass gives the whole account. Not for use by several
/// threads.
public final class DamageLog {

  /// Enough to see a pattern; a file of random bytes would otherwise fill the heap.
  public static final int KEPT_MAX = 1_000;

  private final List<Damage> kept = new ArrayList<>();
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private long total;

  /// Adds one damage. The texts are made only when the damage is kept.
  public void report(Fault fault, long page, Supplier<String> what, Supplier<String> lost) {
    total++;
    counts.merge(fault, 1L, Long::sum);
    if (kept.size() < KEPT_MAX) {
      kept.add(new Damage(fault, page, what.get(), lost.get()));
    }
  }

  /// Adds one damage by which nothing is lost.
  public void report(Fault fault, long page, Supplier<String> what) {
    report(fault, page, what, () -> "");
  }

  /// The first [#KEPT_MAX] damages, in the order they were met.
  public List<Damage> kept() {
    return List.copyOf(kept);
  }

  /// How many damages there were, by kind, in the order of [Fault].
  public Map<Fault, Long> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /// How many damages there were, kept or not.
  public long total() {
    return total;
  }

  public boolean isEmpty() {
    return total == 0;
  }
}
