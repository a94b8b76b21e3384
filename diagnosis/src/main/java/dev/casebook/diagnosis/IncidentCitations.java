package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Incident;
import dev.casebook.verdicts.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The places of all snapshots of an incident, each told with its source.
final class IncidentCitations implements Citations {

  private final Incident incident;

  IncidentCitations(Incident incident) {
    this.incident = incident;
  }

  @Override
  public boolean knows(long origin) {
    return incident
        .place(origin)
        .filter(at -> Citations.of(at.snapshot().ledger()).knows(at.origin()))
        .isPresent();
  }

  @Override
  public Map<Long, Evidence> of(Collection<Long> origins) {
    var bySnapshot = new LinkedHashMap<Snapshot, List<Long>>();
    for (var origin : origins) {
      bySnapshot.computeIfAbsent(place(origin).snapshot(), _ -> new ArrayList<>()).add(origin);
    }
    var evidence = new HashMap<Long, Evidence>();
    bySnapshot.forEach((snapshot, inIt) -> {
      var own = inIt.stream().map(origin -> place(origin).origin()).toList();
      var quotes = Citations.of(snapshot.ledger()).of(own);
      for (var origin : inIt) {
        var quote = Objects.requireNonNull(quotes.get(place(origin).origin()));
        evidence.put(origin, new Evidence(incident.at(snapshot, quote.at()), quote.text()));
      }
    });
    return evidence;
  }

  private Incident.Place place(long origin) {
    return incident
        .place(origin)
        .orElseThrow(() -> new IllegalStateException("no snapshot has the origin " + origin));
  }
}
