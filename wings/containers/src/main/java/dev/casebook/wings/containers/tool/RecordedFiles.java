package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.Snapshot;
import dev.casebook.wings.containers.cgroup.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The files of a host that was gathered.
final class RecordedFiles implements HostFiles {

  private static final int BYTES_MAX = 4 << 20;

  private final Snapshot snapshot;
  private final Map<String, String> namespaces;
  private final Map<String, Artifact> groups = new HashMap<>();
  private final Map<String, TreeSet<String>> folders = new HashMap<>();

  /// @param namespaces network namespaces by process, as `/proc` calls it
  RecordedFiles(Snapshot snapshot, Map<String, String> namespaces) {
    this.snapshot = snapshot;
    this.namespaces = Map.copyOf(namespaces);
    for (var name : WantedFiles.GROUPS) {
      for (var artifact : snapshot.find(name)) {
        if (groups.put(artifact.name().text(), artifact) == null) {
          addFolders(artifact.name().text());
        }
      }
    }
  }

  private void addFolders(String path) {
    int end = path.lastIndexOf('/');
    while (end > Hierarchies.ROOT.length()) {
      int begin = path.lastIndexOf('/', end - 1);
      boolean isNew =
          folders
              .computeIfAbsent(path.substring(0, begin), _ -> new TreeSet<>())
              .add(path.substring(begin + 1, end));
      if (!isNew) {
        return;
      }
      end = begin;
    }
  }

  @Override
  public Content read(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var artifact = artifact(path);
    if (artifact.isEmpty()) {
      return new Content.Missing(name + " was not collected");
    }
    var shortcoming = artifact.get().shortcoming();
    if (shortcoming != null) {
      return new Content.Missing(name + ": " + shortcoming);
    }
    try (var in = artifact.get().open()) {
      return new Content.Text(new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Content.Missing(name + ": " + Reason.of(e));
    }
  }

  private Optional<Artifact> artifact(String path) {
    return path.startsWith(Hierarchies.ROOT + "/")
        ? Optional.ofNullable(groups.get(path))
        : snapshot.find(ArtifactName.file(path)).stream().findFirst();
  }

  @Override
  public List<String> folders(String folder) {
    return List.copyOf(folders.getOrDefault(folder, new TreeSet<>()));
  }

  @Override
  public boolean isWhole() {
    return false;
  }

  @Override
  public boolean stillHas(String folder) {
    return true;
  }

  @Override
  public Optional<String> networkNamespace(int pid) {
    return Optional.ofNullable(namespaces.get(String.valueOf(pid)));
  }

  @Override
  public Optional<String> networkNamespace() {
    return Optional.ofNullable(namespaces.get("1"))
        .or(() -> Optional.ofNullable(namespaces.get("self")));
  }
}
