package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Incident;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Hit;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The hits of all snapshots of an incident, united: each with the host whose line it is, and the
/// snapshot in a column of that name.
final class IncidentSignals implements SignalsByOwner {

  /// The column in which a hit names its snapshot.
  static final String SNAPSHOT = "snapshot";

  private final Incident incident;
  private final List<Examiner.Part> parts;

  IncidentSignals(Incident incident, List<Examiner.Part> parts) {
    this.incident = incident;
    this.parts = List.copyOf(parts);
  }

  @Override
  public Optional<List<SignalHits>> of(String owner) {
    var ofEach = new ArrayList<List<SignalHits>>();
    for (var part : parts) {
      var own = part.own().signals().of(owner);
      if (own.isEmpty()) {
        return Optional.empty();
      }
      ofEach.add(own.get());
    }
    var united = new ArrayList<SignalHits>();
    for (int signal = 0; signal < ofEach.getFirst().size(); signal++) {
      united.add(united(owner, signal, ofEach));
    }
    return Optional.of(united);
  }

  private SignalHits united(String owner, int signal, List<List<SignalHits>> ofEach) {
    var first = ofEach.getFirst().get(signal);
    var hits = new ArrayList<Hit>();
    var coverages = new ArrayList<Coverage>();
    var kept = Kept.ALL;
    long count = 0;
    for (int i = 0; i < parts.size(); i++) {
      var own = parts.get(i).own().snapshot();
      coverages.add(ofEach.get(i).get(signal).coverage());
      for (var examiner : parts.get(i).all()) {
        var found = examiner.signals().of(owner).map(all -> all.get(signal));
        if (found.isPresent()) {
          found.get().hits().forEach(hit -> hits.add(told(hit, examiner.snapshot(), own)));
          kept = found.get().kept().compareTo(kept) > 0 ? found.get().kept() : kept;
          count += found.get().count();
        }
      }
    }
    var groups = Stream.concat(Stream.of(SNAPSHOT), first.groups().stream()).toList();
    return new SignalHits(
        first.name(), groups, hits, kept, count, incident.coverage(false, coverages));
  }

  @SuppressWarnings(
      "NullAway") // a record's constructor loses the annotation inside List<@Nullable …>
  private Hit told(Hit hit, Snapshot of, Snapshot own) {
    var values = new ArrayList<@Nullable String>();
    values.add(incident.name(own));
    values.addAll(hit.values());
    return new Hit(
        hit.time(),
        hit.isLocal(),
        of.facts().host(),
        hit.program(),
        hit.pid(),
        hit.level(),
        hit.message(),
        values,
        incident.origin(own, hit.origin()));
  }
}
