package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An index of paths: the members of an archive, what was collected from a host, or one file.
final class IndexedNodes implements Nodes {

  private final @Nullable Spool spool;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, List<String>> names = new HashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();

  /// The folder that was put into last: archives list a folder's files together.
  private String lastFolder = "";

  private List<String> lastNames = new ArrayList<>();
  private boolean damaged;
  private String cut = "";
  private boolean sorted;

  /// @param spool where bytes are kept, closed with this; null if there is none
  IndexedNodes(@Nullable Spool spool) {
    this.spool = spool;
    nodes.put("", Node.FOLDER);
    names.put("", lastNames);
  }

  /// A tree of one file.
  static IndexedNodes of(String name, Node.File file, @Nullable Spool spool) {
    var nodes = new IndexedNodes(spool);
    nodes.put(name, file);
    return nodes;
  }

  /// Of several nodes with one path the last counts, as when an archive is extracted; but a folder
  /// with something in it stays one, so that nothing in it is lost.
  void put(String path, Node node) {
    var before = nodes.get(path);
    if (before instanceof Node.Folder && names.containsKey(path)) {
      return;
    }
    nodes.put(path, node);
    if (before == null) {
      enter(path);
    }
  }

  private void enter(String path) {
    int slash = path.lastIndexOf('/');
    if (slash == lastFolder.length() && path.startsWith(lastFolder)) {
      lastNames.add(path.substring(slash + 1));
      return;
    }
    var folder = slash < 0 ? "" : path.substring(0, slash);
    var inFolder = names.computeIfAbsent(folder, _ -> new ArrayList<>());
    inFolder.add(path.substring(slash + 1));
    sorted = false;
    lastFolder = folder;
    lastNames = inFolder;
    var above = nodes.put(folder, Node.FOLDER);
    if (above == null) {
      enter(folder);
    }
  }

  void addProblem(String problem, boolean damage) {
    problems.add(problem);
    damaged |= damage;
  }

  @Override
  public @Nullable Node at(String path) {
    return nodes.get(path);
  }

  @Override
  public List<String> names(String folder) {
    if (!sorted) {
      names.values().forEach(list -> list.sort(null));
      sorted = true;
    }
    return names.getOrDefault(folder, List.of());
  }

  /// Every path with what lies there, in no order.
  Map<String, Node> all() {
    return Map.copyOf(nodes);
  }

  @Override
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public boolean isDamaged() {
    return damaged;
  }

  /// Says why files may be missing that nobody knows of; the first reason stays.
  void cutOff(String reason) {
    cut = cut.isEmpty() ? reason : cut;
  }

  @Override
  public String cut() {
    return cut;
  }

  @Override
  public void close() {
    if (spool == null) {
      return;
    }
    try {
      spool.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
