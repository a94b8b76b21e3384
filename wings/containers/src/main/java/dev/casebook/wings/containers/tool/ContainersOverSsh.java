package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.evidence.Wanted;
import dev.casebook.tables.containers.ContainerNames;
import dev.casebook.wings.containers.cgroup.Content;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The containers of a host over ssh, gathered once for each sample.
///
/// Containers and processes are known from one sample to the next, which gathers what names them
/// and their networks; times are told apart by that host's own uptime.
public final class ContainersOverSsh implements ContainerHost {

  private static final double NANOS = 1e9;

  private final Sources sources;
  private final String name;
  private TreeSet<Integer> pids = new TreeSet<>();
  private List<ArtifactName> naming = List.of();
  private boolean hasLooked;

  /// @param name `ssh://[user@]host[:port]`
  public ContainersOverSsh(Sources sources, String name) {
    this.sources = sources;
    this.name = name;
  }

  @Override
  public Sample times() throws IOException {
    return gathered(
        WantedFiles.times(),
        snapshot -> {
          var files = new RecordedFiles(snapshot, Map.of());
          long nanos = uptime(files);
          var reading = new ContainerReading(files, _ -> Optional.empty(), () -> nanos);
          remember(reading, files, snapshot);
          return reading.times();
        });
  }

  @Override
  public Sample whole() throws IOException {
    if (!hasLooked) {
      times();
    }
    return gathered(
        WantedFiles.whole(pids, naming),
        snapshot -> {
          var files = new RecordedFiles(snapshot, Namespaces.of(snapshot, pids));
          long nanos = uptime(files);
          var reading = new ContainerReading(files, new RecordedNames(snapshot), () -> nanos);
          remember(reading, files, snapshot);
          return reading.whole();
        });
  }

  private interface Look {
    Sample at(Snapshot snapshot);
  }

  private Sample gathered(Wanted wanted, Look look) throws IOException {
    try (var source = sources.asking(wanted).open(name)) {
      return look.at(source.snapshots().getFirst());
    } catch (UnreadableSource e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void remember(ContainerReading reading, HostFiles files, Snapshot snapshot) {
    var network = new NetworkReader(files);
    var seen = new TreeSet<Integer>();
    reading
        .found()
        .forEach(one -> network.processes(one).stream().filter(pid -> pid > 0).forEach(seen::add));
    pids = seen;
    var settings = new RecordedNames.Files(snapshot);
    naming =
        reading.found().stream()
            .flatMap(one -> ContainerNames.evidence(one.id(), settings).stream())
            .distinct()
            .toList();
    hasLooked = true;
  }

  /// `4179.56 8021.03`: seconds since it was started.
  private static long uptime(HostFiles files) {
    if (files.read("/proc/uptime") instanceof Content.Text(var text)) {
      var word = text.strip().split("\\s+")[0];
      if (word.matches("\\d{1,10}(?:\\.\\d{1,9})?")) {
        return (long) (Double.parseDouble(word) * NANOS);
      }
    }
    return 0;
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public void close() {}
}
