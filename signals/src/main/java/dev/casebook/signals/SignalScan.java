package dev.casebook.signals;

import dev.casebook.evidence.Budget;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All signals of the chosen notes, compiled once and looked for in the logs of any number of
/// snapshots, one pass each.
public final class SignalScan implements AutoCloseable {

  private final List<SignalPattern> signals;
  private final PatternSet patterns;

  private SignalScan(List<SignalPattern> signals, PatternSet patterns) {
    this.signals = signals;
    this.patterns = patterns;
  }

  /// @param cache folder for compiled patterns; empty to compile each time
  public static SignalScan of(List<SignalPattern> signals, Optional<Path> cache) {
    var patterns = signals.stream().map(SignalPattern::pattern).toList();
    return new SignalScan(List.copyOf(signals), PatternSet.of(patterns, cache));
  }

  /// What the logs of one snapshot hold of all signals. Where nothing else tells which host it is,
  /// they are read for that alone.
  public SnapshotSignals of(Snapshot snapshot, Progress progress) {
    if (signals.isEmpty() && snapshot.facts().hostIsTold()) {
      return new SnapshotSignals(snapshot.facts().host(), Map.of(), Map.of(), 0);
    }
    try (var scan =
        new SnapshotScan(snapshot, signals, patterns, Budget.OF_PROCESS.hitBytes(), progress)) {
      return scan.run();
    }
  }

  @Override
  public void close() {
    patterns.close();
  }
}
