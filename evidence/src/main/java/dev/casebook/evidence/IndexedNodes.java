package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An index of paths: the members of an archive, what was collected from a host, or one file. Paths
/// are kept folder by folder, so that of most members of a large bundle, which nobody asks for,
/// only their last name takes memory.
final class IndexedNodes implements Nodes {

  /// A power of two.
  private static final int LAST_NAMES = 1 << 10;

  private final @Nullable Spool spool;

  /// Folders with something in them, and the top.
  private final Map<String, IndexedFolder> folders = new HashMap<>();

  private final Set<String> problems = new LinkedHashSet<>();

  /// The folder that was put into last: archives list a folder's files together.
  private String lastPath = "";

  private IndexedFolder lastFolder = new IndexedFolder(null);

  /// Files, and what should be one.
  private int files;

  /// Whether there is so much, or so deep, that who looks at it may meet a bound.
  private boolean isUnusual;

  private boolean damaged;
  private String cut = "";

  /// Last names put before: a bundle of 80,000 members has some hundreds of them.
  private final @Nullable String[] lastNames = new String[LAST_NAMES];

  /// @param spool where bytes are kept, closed with this; null if there is none
  IndexedNodes(@Nullable Spool spool) {
    this.spool = spool;
    folders.put("", lastFolder);
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
    if (node instanceof Node.File || node instanceof Node.Unreadable) {
      isUnusual |= ++files > FileTree.ENTRIES_MAX;
    }
    int slash = path.lastIndexOf('/');
    var folder = folder(path, Math.max(0, slash));
    var name = shared(path.substring(slash + 1));
    boolean staysFolder =
        folder.hasFolders() && folder.at(name) instanceof Node.Folder && folders.containsKey(path);
    if (!staysFolder) {
      folder.put(name, node);
    } else if (!(node instanceof Node.Folder)) {
      tellBehind(path, node);
    }
  }

  /// The same name, if there was one not long ago.
  private String shared(String name) {
    int at = name.hashCode() & (LAST_NAMES - 1);
    var known = lastNames[at];
    if (known != null && known.equals(name)) {
      return known;
    }
    lastNames[at] = name;
    return name;
  }

  /// The folder that ends at `end` of a path, to put into; made with all above it where it was
  /// none.
  private IndexedFolder folder(String path, int end) {
    if (end == lastPath.length() && path.startsWith(lastPath)) {
      return lastFolder;
    }
    var folder = path.substring(0, end);
    var known = folders.get(folder);
    if (known == null) {
      int slash = folder.lastIndexOf('/');
      var above = folder(folder, Math.max(0, slash));
      known = new IndexedFolder(above);
      isUnusual |= known.depth() > FileTree.DEPTH_MAX;
      folders.put(folder, known);
      var before = above.at(folder.substring(slash + 1));
      if (before != null && !(before instanceof Node.Folder)) {
        tellBehind(folder, before);
      }
      above.put(folder.substring(slash + 1), Node.FOLDER);
    }
    lastPath = folder;
    lastFolder = known;
    return known;
  }

  /// What lies behind a link is kept under the name that it has, and the link is not followed:
  /// where it leads, members may lie that are then not found under this name.
  private void tellBehind(String path, Node node) {
    addProblem(
        path
            + (node instanceof Node.Link(var target) ? ": is a link to " + target : ": is a file")
            + " and has members behind it; it is taken for a folder",
        false);
  }

  void addProblem(String problem, boolean damage) {
    problems.add(problem);
    damaged |= damage;
  }

  @Override
  public @Nullable Node at(String path) {
    int slash = path.lastIndexOf('/');
    return path.isEmpty()
        ? Node.FOLDER
        : at(path.substring(0, Math.max(0, slash)), path.substring(slash + 1));
  }

  @Override
  public @Nullable Node at(String folder, String name) {
    var in = folders.get(folder);
    return in == null ? null : in.at(name);
  }

  @Override
  public List<String> names(String folder) {
    var in = folders.get(folder);
    return in == null ? List.of() : in.names();
  }

  @Override
  public boolean mayHaveFolders(String folder) {
    var in = folders.get(folder);
    return in != null && in.hasFolders();
  }

  @Override
  public boolean mayLead(Glob glob) {
    var segments = glob.segments();
    return isUnusual || segments.contains("..") || mayLead("", segments, 0);
  }

  private boolean mayLead(String path, List<String> segments, int at) {
    var folder = folders.get(path);
    if (folder == null || !folder.hasLinks() || at == segments.size()) {
      return false;
    }
    var segment = segments.get(at);
    boolean isAny = segment.equals("**");
    if (isAny && mayLead(path, segments, at + 1)) {
      return true;
    }
    for (var name : Glob.isPattern(segment) ? folder.nodes().keySet() : Set.of(segment)) {
      boolean fits = !isAny && Glob.matchesName(segment, name);
      boolean isLed = fits && IndexedFolder.isLink(folder.at(name));
      if (isLed
          || ((isAny || fits)
              && mayLead(FileTree.join(path, name), segments, isAny ? at : at + 1))) {
        return true;
      }
    }
    return false;
  }

  /// Every path with what lies there, in no order.
  Map<String, Node> all() {
    var all = new HashMap<String, Node>();
    folders.forEach((path, folder) ->
        folder.nodes().forEach((name, node) -> all.put(FileTree.join(path, name), node)));
    return all;
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
