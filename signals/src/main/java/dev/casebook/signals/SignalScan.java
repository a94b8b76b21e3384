package dev.casebook.signals;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.logs.Logs;
import dev.casebook.tables.logs.SignalHits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    var patterns =
        signals.stream().map(signal -> LinePattern.of(signal.id(), signal.regex())).toList();
    return new SignalScan(List.copyOf(signals), PatternSet.of(patterns, cache));
  }

  /// The hits of each note's signals in one snapshot, by the note's id.
  public Map<String, List<SignalHits>> of(Snapshot snapshot, Progress progress) {
    var collectors = new LinkedHashMap<String, HitCollector>();
    signals.forEach(signal -> collectors.put(signal.id(), new HitCollector(signal)));
    if (!signals.isEmpty()) {
      scan(snapshot, collectors, progress);
    }
    var hits = new LinkedHashMap<String, List<SignalHits>>();
    for (var signal : signals) {
      hits.computeIfAbsent(signal.note(), _ -> new ArrayList<>())
          .add(Objects.requireNonNull(collectors.get(signal.id())).hits());
    }
    return hits;
  }

  private void scan(Snapshot snapshot, Map<String, HitCollector> collectors, Progress progress) {
    for (Artifact log : Logs.of(snapshot)) {
      new LogScan(snapshot, log, patterns, collectors, progress).run();
    }
  }

  @Override
  public void close() {
    patterns.close();
  }
}
