package dev.casebook.diagnosis;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Layout;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.util.List;

/// A snapshot of which one artifact brings down whoever asks for it.
record FailingSnapshot(Snapshot whole, String artifact) implements Snapshot {

  @Override
  public List<Artifact> find(ArtifactName name) {
    if (name.text().equals(artifact)) {
      throw new StackOverflowError();
    }
    return whole.find(name);
  }

  @Override
  public String source() {
    return whole.source();
  }

  @Override
  public Layout layout() {
    return whole.layout();
  }

  @Override
  public HostFacts facts() {
    return whole.facts();
  }

  @Override
  public List<Artifact> strays() {
    return whole.strays();
  }

  @Override
  public List<Artifact> all() {
    return whole.all();
  }

  @Override
  public List<String> problems() {
    return whole.problems();
  }

  @Override
  public Ledger ledger() {
    return whole.ledger();
  }

  @Override
  public void close() {
    whole.close();
  }
}
