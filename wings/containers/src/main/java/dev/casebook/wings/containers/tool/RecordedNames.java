package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.containers.Container;
import dev.casebook.tables.containers.ContainerName;
import dev.casebook.tables.containers.ContainerNames;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the containers of a gathered host are called: by the engines' files as on this host, and by
/// what `docker inspect` and crictl said.
final class RecordedNames implements ContainerReading.Names {

  private final ContainerNames names;
  private final Map<String, Container> rows = new HashMap<>();

  RecordedNames(Snapshot snapshot) {
    this.names = ContainerNames.of(new Files(snapshot));
    new TableReader(snapshot)
        .read(
            Container.TABLE,
            (_, row) -> {
              if (row instanceof Container container) {
                rows.putIfAbsent(container.id(), container);
              }
              return true;
            });
  }

  @Override
  public Optional<ContainerName> of(ControlGroup group) {
    return names
        .of(group, "")
        .map(known -> {
          var row = known.name() == null ? rows.get(known.id()) : null;
          return row == null
              ? known
              : new ContainerName(
                  known.id(), known.engine(), row.name(), row.namespace(), row.pod());
        });
  }

  /// The files that were gathered; of a folder those names that lead to one of them.
  record Files(Snapshot snapshot) implements ContainerNames.Evidence {

    private static final int BYTES_MAX = 16 << 20;

    @Override
    public Optional<byte[]> bytes(String path) {
      var found = snapshot.find(ArtifactName.file(path)).stream().findFirst();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try (var in = found.get().open()) {
        return Optional.of(in.readNBytes(BYTES_MAX));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> names(String folder) {
      return snapshot.find(ArtifactName.file(folder + "/**")).stream()
          .map(artifact -> artifact.name().text())
          .filter(path -> path.startsWith(folder + "/"))
          .map(path -> path.substring(folder.length() + 1))
          .flatMap(path -> Arrays.stream(path.split("/", 2)).limit(1))
          .distinct()
          .sorted()
          .toList();
    }
  }
}
