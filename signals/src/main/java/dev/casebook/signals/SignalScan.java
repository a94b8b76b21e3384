package dev.casebook.signals;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for all signals in all logs of a snapshot, in one pass.
public final class SignalScan {

  private SignalScan() {}

  /// The hits of each note's signals, by the note's id.
  public static Map<String, List<SignalHits>> of(Snapshot snapshot, List<SignalPattern> patterns) {
    var hits = new HashMap<String, List<SignalHits>>();
    for (var pattern : patterns) {
      hits.computeIfAbsent(pattern.note(), _ -> new ArrayList<>())
          .add(
              new SignalHits(
                  pattern.name(),
                  pattern.groups(),
                  List.of(),
                  Coverage.absent(snapshot.source() + " is not scanned yet")));
    }
    return hits;
  }
}
