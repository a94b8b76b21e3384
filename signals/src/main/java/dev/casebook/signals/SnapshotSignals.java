package dev.casebook.signals;

import dev.casebook.tables.logs.SignalHits;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the logs of one snapshot hold of all signals, by the hosts that their lines name.
///
/// @param host whose snapshot it is; where nothing but the logs tells, the one host that they name
/// @param own the hits of that host, by the note's id
/// @param others by the name of each other host of which there are hits, the same
/// @param untold hits of more hosts than are told apart
public record SnapshotSignals(
    String host,
    Map<String, List<SignalHits>> own,
    Map<String, Map<String, List<SignalHits>>> others,
    long untold) {

  /// The same of lines that are not older.
  public SnapshotSignals since(Instant time) {
    var later = new HashMap<String, Map<String, List<SignalHits>>>();
    others.forEach((name, hits) -> later.put(name, since(hits, time)));
    return new SnapshotSignals(host, since(own, time), later, untold);
  }

  private static Map<String, List<SignalHits>> since(
      Map<String, List<SignalHits>> hits, Instant time) {
    var later = new HashMap<String, List<SignalHits>>();
    hits.forEach(
        (note, each) -> later.put(note, each.stream().map(one -> one.since(time)).toList()));
    return later;
  }

  /// What has to be known of the logs; empty if every hit was told.
  public Optional<String> shortcoming() {
    return untold == 0
        ? Optional.empty()
        : Optional.of(
            "the logs name more than %,d hosts; %,d lines that notes look for were not examined"
                .formatted(LogAccount.HOSTS_MAX, untold));
  }
}
