package dev.casebook.signals;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which signals count in a line of one log, by who wrote it.
///
/// A signal counts in a line whose program or unit it names, in all lines of a log of one program
/// that it names, and in lines without a program where the log's name or loose evidence leaves open
/// who wrote them.
final class CountedSignals {
  /// A log has a few hundred writers; more are an attack.
  static final int WRITERS_MAX = 5000;

  private final SnapshotScan scan;
  private final LogAccount account;
  private final Map<String, boolean[]> byWriter = new HashMap<>();

  /// By signal, whether it counts in lines of the last program.
  private boolean @Nullable [] last;

  private @Nullable String lastProgram;

  CountedSignals(SnapshotScan scan, LogAccount account) {
    this.scan = scan;
    this.account = account;
  }

  /// By signal, whether it counts in a line of this program and unit.
  boolean[] of(@Nullable String program, @Nullable String unit) {
    if (unit == null && last != null && Objects.equals(program, lastProgram)) {
      return last;
    }
    var writer = unit == null ? String.valueOf(program) : program + "\n" + unit;
    var known = byWriter.get(writer);
    if (known == null) {
      known = find(program, unit);
      if (byWriter.size() < WRITERS_MAX) {
        byWriter.put(writer, known);
      }
    }
    lastProgram = program;
    last = unit == null ? known : null;
    return known;
  }

  private boolean[] find(@Nullable String program, @Nullable String unit) {
    var counted = new boolean[scan.signals().size()];
    if (program == null && scan.snapshot().layout().isLoose()) {
      Arrays.fill(counted, true);
      return counted;
    }
    var writers = scan.writers();
    Stream.of(
            writers.anyones(),
            account.own(),
            program == null ? writers.namedBy(account.name()) : writers.from(program),
            writers.from(unit))
        .flatMapToInt(BitSet::stream)
        .forEach(signal -> counted[signal] = true);
    return counted;
  }
}
