package dev.casebook.investigate;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Layout;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.util.List;

/// A snapshot as that of a host which its logs name: under that host's name, and, where it is
/// another than the snapshot's own, without artifacts, for those tell of the host that collected
/// the lines.
record HostView(Snapshot snapshot, HostFacts facts, boolean isOwn) implements Snapshot {

  static Snapshot called(Snapshot snapshot, String host) {
    return host.equals(snapshot.facts().host()) ? snapshot : of(snapshot, host, true);
  }

  static Snapshot other(Snapshot snapshot, String host) {
    return of(snapshot, host, false);
  }

  private static HostView of(Snapshot snapshot, String host, boolean isOwn) {
    var facts = snapshot.facts();
    return new HostView(
        snapshot,
        new HostFacts(
            host,
            true,
            facts.captured(),
            isOwn ? facts.booted() : null,
            isOwn ? facts.zoneIfKnown() : null),
        isOwn);
  }

  @Override
  public String source() {
    return snapshot.source();
  }

  @Override
  public Layout layout() {
    return snapshot.layout();
  }

  @Override
  public List<Artifact> find(ArtifactName name) {
    return isOwn ? snapshot.find(name) : List.of();
  }

  @Override
  public List<Artifact> strays() {
    return isOwn ? snapshot.strays() : List.of();
  }

  @Override
  public List<Artifact> all() {
    return isOwn ? snapshot.all() : List.of();
  }

  @Override
  public List<String> problems() {
    return snapshot.problems();
  }

  @Override
  public boolean isDamaged() {
    return snapshot.isDamaged();
  }

  @Override
  public String cut() {
    return snapshot.cut();
  }

  @Override
  public Ledger ledger() {
    return snapshot.ledger();
  }

  @Override
  public void close() {}
}
