package dev.casebook.signals;

import dev.casebook.tables.logs.SignalHits;
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

  /// What has to be known of the logs; empty if every hit was told.
  public Optional<String> shortcoming() {
    return untold == 0
        ? Optional.empty()
        : Optional.of(
            "the logs name more than %,d hosts; %,d lines that notes look for were not examined"
                .formatted(LogAccount.HOSTS_MAX, untold));
  }
}
