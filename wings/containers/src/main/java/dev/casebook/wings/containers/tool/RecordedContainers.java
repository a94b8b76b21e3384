package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.Source;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import java.util.Map;

/// The containers of a host that was collected at one time, so without any rate.
public final class RecordedContainers implements ContainerHost {

  private final Source source;

  private RecordedContainers(Source source) {
    this.source = source;
  }

  public static RecordedContainers open(Sources sources, String name) throws UnreadableSource {
    return new RecordedContainers(sources.asking(WantedFiles.recorded()).open(name));
  }

  /// How many hosts the source holds; the first is looked at.
  public int hosts() {
    return source.snapshots().size();
  }

  @Override
  public Sample times() {
    return whole();
  }

  @Override
  public Sample whole() {
    var snapshot = source.snapshots().getFirst();
    var files = new RecordedFiles(snapshot, Map.of());
    return new ContainerReading(files, new RecordedNames(snapshot), () -> 0).whole();
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public void close() {
    source.close();
  }
}
