package dev.casebook.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The nodes of a source in which bundles of Casebook's own lie, as their manifests tell of them:
/// what was not read whole on the host is not whole here either.
final class ManifestNodes implements Nodes {

  private final Nodes nodes;
  private final Map<String, Manifest> manifests = new LinkedHashMap<>();

  /// Names that only a manifest knows, by their folder.
  private final Map<String, TreeSet<String>> unread = new LinkedHashMap<>();

  ManifestNodes(Nodes nodes) {
    this.nodes = nodes;
  }

  /// @param root the bundle's folder
  void put(String root, Manifest manifest) {
    manifests.put(root, manifest);
    manifest
        .pieces()
        .forEach((path, piece) -> {
          if (piece.unread()) {
            var whole = FileTree.join(root, path);
            for (int slash = whole.lastIndexOf('/'); ; slash = whole.lastIndexOf('/')) {
              var folder = whole.substring(0, Math.max(0, slash));
              unread.computeIfAbsent(folder, _ -> new TreeSet<>()).add(whole.substring(slash + 1));
              if (folder.isEmpty()) {
                break;
              }
              whole = folder;
            }
          }
        });
  }

  @Override
  public @Nullable Node at(String path) {
    for (var entry : manifests.entrySet()) {
      var root = entry.getKey();
      var inside =
          root.isEmpty()
              ? path
              : path.startsWith(root + "/") ? path.substring(root.length() + 1) : "";
      var piece = entry.getValue().pieces().get(inside);
      if (piece != null) {
        return described(nodes.at(path), piece);
      }
    }
    var node = nodes.at(path);
    return node == null && unread.containsKey(path) ? Node.FOLDER : node;
  }

  private static @Nullable Node described(@Nullable Node node, Manifest.Piece piece) {
    if (piece.unread()) {
      return new Node.Unreadable(piece.reason());
    }
    if (!(node instanceof Node.File file)) {
      return node;
    }
    var reason =
        file.shortcoming() != null
            ? file.shortcoming()
            : piece.reason().isEmpty() ? null : piece.reason();
    var modified = piece.modified() == null ? file.modified() : piece.modified();
    return new Node.File(file.size(), modified, reason, file.opening());
  }

  @Override
  public List<String> names(String folder) throws IOException {
    var more = unread.get(folder);
    if (more == null) {
      return nodes.names(folder);
    }
    var names = new TreeSet<>(nodes.names(folder));
    names.addAll(more);
    return new ArrayList<>(names);
  }

  @Override
  public void forget() {
    nodes.forget();
  }

  @Override
  public List<String> problems() {
    return Stream.concat(
            nodes.problems().stream(),
            manifests.values().stream().flatMap(manifest -> manifest.problems().stream()))
        .distinct()
        .toList();
  }

  @Override
  public boolean isDamaged() {
    return nodes.isDamaged() || manifests.values().stream().anyMatch(one -> !one.cut().isEmpty());
  }

  @Override
  public String cut() {
    return Stream.concat(Stream.of(nodes.cut()), manifests.values().stream().map(Manifest::cut))
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    nodes.close();
  }
}
