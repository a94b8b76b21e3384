package dev.casebook.diagnosis;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Ledger;
import dev.casebook.tables.logs.LogReading;
import dev.casebook.verdicts.Evidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The places of one snapshot. Each artifact is read once for all origins in it, up to the last of
/// them.
final class LedgerCitations implements Citations {

  private final Ledger ledger;

  LedgerCitations(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public boolean knows(long origin) {
    return ledger.place(origin).isPresent();
  }

  @Override
  public Map<Long, Evidence> of(Collection<Long> origins) {
    var byArtifact = new LinkedHashMap<Artifact, List<Long>>();
    origins.stream()
        .distinct()
        .sorted()
        .forEach(origin ->
            byArtifact
                .computeIfAbsent(place(origin).artifact(), _ -> new ArrayList<>())
                .add(origin));
    var evidence = new HashMap<Long, Evidence>();
    byArtifact.forEach((artifact, inIt) -> cite(artifact, inIt, evidence));
    return evidence;
  }

  private Ledger.Place place(long origin) {
    return ledger
        .place(origin)
        .orElseThrow(() -> new IllegalStateException("no artifact has the origin " + origin));
  }

  /// What was read once may well not be readable again; that it was found stands.
  private void cite(Artifact artifact, List<Long> origins, Map<Long, Evidence> evidence) {
    try {
      var quoting = ledger.quoting(artifact);
      if (quoting.isPresent()) {
        quote(artifact, quoting.get(), origins, evidence);
      } else {
        citeLines(artifact, origins, evidence);
      }
    } catch (IOException e) {
      unreadable(artifact, String.valueOf(e.getMessage()), origins, evidence);
    } catch (Throwable e) {
      unreadable(artifact, Failure.reason(e), origins, evidence);
    }
  }

  private static void unreadable(
      Artifact artifact, String why, List<Long> origins, Map<Long, Evidence> evidence) {
    var unread = new Evidence(artifact.place(), "(can't be read again: " + why + ")");
    origins.forEach(origin -> evidence.putIfAbsent(origin, unread));
  }

  /// What has no lines is shown as its own kind says.
  private void quote(
      Artifact artifact, Ledger.Quoting quoting, List<Long> origins, Map<Long, Evidence> evidence)
      throws IOException {
    try (var bytes = artifact.map()) {
      for (long origin : origins) {
        var quote = quoting.quote(bytes, place(origin).offset());
        var position = quote.position().isEmpty() ? "" : ":" + quote.position();
        evidence.put(origin, new Evidence(artifact.place() + position, quote.text()));
      }
    }
  }

  private void citeLines(Artifact artifact, List<Long> origins, Map<Long, Evidence> evidence)
      throws IOException {
    try (var in = LogReading.open(artifact)) {
      var lines = new LineCursor(in);
      for (long origin : origins) {
        lines.moveTo(place(origin).offset());
        evidence.put(origin, new Evidence(artifact.place() + ":" + lines.number(), lines.text()));
      }
    }
  }
}
