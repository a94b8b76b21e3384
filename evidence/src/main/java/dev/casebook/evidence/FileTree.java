package dev.casebook.evidence;

import dev.casebook.evidence.archive.Expansions;
import dev.casebook.evidence.archive.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a source under relative paths, with links resolved inside it and nowhere else; the
/// same for a folder, an archive and a collected host.
///
/// Links are followed by hand, name by name, from this tree's own root: an absolute target starts
/// there and `..` stops there. So no link leads out of a bundle, nor from one host's part of a
/// source into another's. What can't be looked into is an entry that can't be opened and says why,
/// so that nobody takes it for absence.
final class FileTree implements AutoCloseable {

  /// A bundle of a large host has some 100,000 files, a tenth of them at most under one of the
  /// globs that are asked for. More is an attack: each becomes an artifact, and a log costs its
  /// scan.
  static final int ENTRIES_MAX = 100_000;

  /// The same of a glob over all folders, which lists files and reads few of them.
  private static final int ENTRIES_EVERYWHERE_MAX = 1_000_000;

  /// Paths deeper than this are not evidence.
  static final int DEPTH_MAX = 64;

  /// Folders and answers remembered: some 20 MB of memory.
  private static final int REMEMBERED_MAX = 100_000;

  /// What a unit is linked to that must not start; see systemctl(1), mask.
  private static final String NOTHING = "/dev/null";

  /// As [Reason] puts it.
  static final String DENIED = "permission denied";

  private final Nodes nodes;
  private final String root;
  private final LinkWalk walk;
  private final Map<String, Place> folders = new HashMap<>();
  private final Map<Glob, List<Entry>> answers = new HashMap<>();
  private int answered;
  private final Set<String> problems;
  private final Expansions expansions;
  private String cut = "";

  FileTree(Nodes nodes) {
    this(nodes, "", new LinkedHashSet<>(), new Expansions(Limits.DEFAULT));
  }

  private FileTree(Nodes nodes, String root, Set<String> problems, Expansions expansions) {
    this.nodes = nodes;
    this.root = root;
    this.problems = problems;
    this.expansions = expansions;
    this.walk = new LinkWalk(root, nodes::at);
  }

  /// The tree of a folder in this one, which is not a link.
  FileTree under(String folder) {
    return folder.isEmpty() ? this : new FileTree(nodes, join(root, folder), problems, expansions);
  }

  /// The same files as manifests of our own bundles in it tell of them.
  ///
  /// @param manifests by the bundles' folders
  FileTree told(Map<String, Manifest> manifests) {
    var told = new ManifestNodes(nodes);
    manifests.forEach(told::put);
    return new FileTree(told, root, problems, expansions);
  }

  /// Looks again from now on: the nodes have changed.
  void forget() {
    answers.clear();
    folders.clear();
    answered = 0;
    nodes.forget();
  }

  /// One file, or what should be one and can't be read.
  ///
  /// @param path relative to the tree, as it was asked for
  /// @param size in bytes; 0 for files of /proc, which tell no size
  /// @param shortcoming why its bytes are not all there, or null
  record Entry(
      String path,
      long size,
      @Nullable Instant modified,
      @Nullable String shortcoming,
      Opening opening) {

    InputStream open() throws IOException {
      return opening.open();
    }
  }

  /// A path of the nodes with what lies there, every link before it followed.
  private record Place(String path, Node node) {}

  /// The files whose paths match, in order of path.
  List<Entry> matching(Glob glob) {
    var known = answers.get(glob);
    if (known != null) {
      return known;
    }
    var found = new TreeMap<String, Entry>();
    walk(glob.segments(), 0, "", new Place(root, Node.FOLDER), found);
    var answer = List.copyOf(found.values());
    answered += answer.size() + 1;
    if (answered < REMEMBERED_MAX) {
      answers.put(glob, answer);
    }
    return answer;
  }

  /// Whether it may find something that lies elsewhere than it says, and was not kept where an
  /// archive's members were for their own paths.
  boolean mayLead(Glob glob) {
    return nodes.mayLead(glob.under(root));
  }

  private void walk(
      List<String> segments, int at, String shown, Place here, Map<String, Entry> found) {
    if (isFull(segments, found)) {
      return;
    }
    if (at == segments.size() || here.node instanceof Node.Unreadable) {
      entry(shown, here).ifPresent(entry -> found.put(shown, entry));
      return;
    }
    if (!(here.node instanceof Node.Folder) || isDeep(shown, found)) {
      return;
    }
    var segment = segments.get(at);
    if (segment.equals("**")) {
      walkBelow(segments, at, shown, here, found);
    } else if (Glob.isPattern(segment)) {
      for (var name : names(shown, here, found)) {
        if (Glob.matchesName(segment, name)) {
          walk(segments, at + 1, join(shown, name), step(here, name), found);
        }
      }
    } else {
      walk(segments, at + 1, join(shown, segment), remembered(here, segment), found);
    }
  }

  /// `**` stands for no folder, and for each real folder below: a link could go round.
  private void walkBelow(
      List<String> segments, int at, String shown, Place here, Map<String, Entry> found) {
    var rest = segments.subList(at + 1, segments.size());
    var next = rest.getFirst();
    boolean literal = next.equals("**") || !Glob.isPattern(next);
    if (literal) {
      walk(segments, at + 1, shown, here, found);
      if (!nodes.mayHaveFolders(here.path)) {
        return;
      }
    }
    for (var name : names(shown, here, found)) {
      boolean mayBeFolder = true;
      if (!literal && Glob.matchesName(next, name)) {
        var place = step(here, name);
        mayBeFolder = place.node instanceof Node.Folder;
        walk(segments, at + 2, join(shown, name), place, found);
      }
      if (mayBeFolder && nodes.isFolder(here.path, name)) {
        var child = new Place(join(here.path, name), Node.FOLDER);
        walk(segments, at, join(shown, name), child, found);
      }
    }
  }

  private boolean isFull(List<String> segments, Map<String, Entry> found) {
    int max = segments.getFirst().equals("**") ? ENTRIES_EVERYWHERE_MAX : ENTRIES_MAX;
    if (found.size() < max) {
      return false;
    }
    cut = "not all files were looked at";
    problems.add(
        "%s: %,d files were found; what else matches was not looked at"
            .formatted(join(root, String.join("/", segments)), max));
    return true;
  }

  private boolean isDeep(String shown, Map<String, Entry> found) {
    if (shown.length() <= DEPTH_MAX || shown.chars().filter(c -> c == '/').count() < DEPTH_MAX) {
      return false;
    }
    // What lies there may have any name; of a folder that may not be listed its own name tells.
    cut = "not all folders were looked into";
    refuse(shown, "is deeper than " + DEPTH_MAX + " folders and was not looked into", found);
    return true;
  }

  private void refuse(String shown, String reason, Map<String, Entry> found) {
    problems.add(join(root, shown) + " " + reason);
    found.put(shown, new Entry(shown, 0, null, reason, new Node.Closed(reason)));
  }

  private List<String> names(String shown, Place here, Map<String, Entry> found) {
    try {
      return nodes.names(here.path);
    } catch (AccessDeniedException e) {
      refuse(shown, "may not be listed: permission denied", found);
    } catch (IOException e) {
      refuse(shown, "can't be listed: " + Reason.of(e), found);
    }
    return List.of();
  }

  /// The folders that many globs begin with are looked at once.
  private Place remembered(Place here, String name) {
    var path = join(here.path, name);
    var known = folders.get(path);
    if (known != null) {
      return known;
    }
    var place = step(here, name);
    if (place.node instanceof Node.Folder && folders.size() < REMEMBERED_MAX) {
      folders.put(path, place);
    }
    return place;
  }

  private Place step(Place here, String name) {
    if (name.equals(".")) {
      return here;
    }
    if (name.equals("..")) {
      return above(here);
    }
    return followed(new Place(join(here.path, name), nodeAt(here.path, name)));
  }

  /// `..` stops at the root.
  private Place above(Place here) {
    int slash = here.path.length() > root.length() ? here.path.lastIndexOf('/') : -1;
    var path = here.path.substring(0, Math.max(slash, 0));
    return new Place(path.length() < root.length() ? root : path, Node.FOLDER);
  }

  private Node nodeAt(String folder, String name) {
    var node = nodes.at(folder, name);
    return node == null ? Node.ABSENT : node;
  }

  /// Where a link leads, or why nowhere.
  private Place followed(Place place) {
    if (!(place.node instanceof Node.Link link) || link.target().equals(NOTHING)) {
      return place.node instanceof Node.Link ? NOWHERE : place;
    }
    var real = walk.follow(place.path);
    if (real.isEmpty()) {
      problems.add(place.path + ": too many links");
      return new Place(place.path, new Node.Unreadable("is a link that leads in a circle"));
    }
    var node = nodes.at(real.get());
    return node == null
        ? new Place(
            place.path,
            new Node.Unreadable("is a link to " + link.target() + ", which is not in the source"))
        : new Place(real.get(), node);
  }

  private Optional<Entry> entry(String shown, Place place) {
    return switch (place.node) {
      case Node.File(_, _, _, OpenFile file) when file.isClosed() ->
          Optional.of(unreadable(shown, DENIED));
      case Node.File file ->
          Optional.of(
              new Entry(shown, file.size(), file.modified(), file.shortcoming(), file.opening()));
      case Node.NotKept(var member) -> {
        var opening = new ArchiveNodes.NotKept(member.isEmpty() ? place.path : member);
        yield Optional.of(new Entry(shown, 0, null, null, opening));
      }
      case Node.Unreadable(var reason) -> Optional.of(unreadable(shown, reason));
      case Node.Folder _, Node.Link _, Node.Absent _ -> Optional.empty();
    };
  }

  private Entry unreadable(String shown, String reason) {
    if (reason.equals(DENIED)) {
      problems.add(join(root, shown) + ": " + DENIED);
    }
    return new Entry(shown, 0, null, reason, new Node.Closed(reason));
  }

  /// Whether there is a folder of this path.
  boolean hasFolder(String path) {
    return place(path).node instanceof Node.Folder;
  }

  /// The same without a link at its end.
  boolean isRealFolder(String path) {
    return unfollowed(path) instanceof Node.Folder;
  }

  /// What lies at a path, links in its folders followed but not one at its end.
  private Node unfollowed(String path) {
    int slash = path.lastIndexOf('/');
    var folder = place(path.substring(0, Math.max(0, slash)));
    return folder.node instanceof Node.Folder
        ? nodeAt(folder.path, path.substring(slash + 1))
        : Node.ABSENT;
  }

  /// The names in a folder, in order; empty if it can't be read.
  List<String> names(String folder) {
    var here = place(folder);
    return here.node instanceof Node.Folder ? names(folder, here, new TreeMap<>()) : List.of();
  }

  /// Where a symbolic link points, as it was written; empty if there is no such link.
  Optional<String> linkTarget(String path) {
    return unfollowed(path) instanceof Node.Link(var target)
        ? Optional.of(target)
        : Optional.empty();
  }

  private Place place(String path) {
    var here = new Place(root, Node.FOLDER);
    for (var name : path.split("/")) {
      if (!name.isEmpty()) {
        here = here.node instanceof Node.Folder ? remembered(here, name) : NOWHERE;
      }
    }
    return here;
  }

  private static final Place NOWHERE = new Place("", Node.ABSENT);

  /// What the compressed files of the whole source come to.
  Expansions expansions() {
    return expansions;
  }

  /// The path of an entry in the whole source.
  String pathOf(Entry entry) {
    return join(root, entry.path());
  }

  void addProblem(String problem) {
    problems.add(problem);
  }

  /// What could not be read in this tree, and why; may grow while it is read.
  List<String> problems() {
    return Stream.concat(nodes.problems().stream(), problems.stream()).distinct().toList();
  }

  /// Why files may be missing that nobody knows of: it was cut, or a folder was not looked into.
  String cut() {
    return nodes.cut().isEmpty() ? cut : nodes.cut();
  }

  /// Whether bytes of the source are missing or wrong, such as of an archive that was cut.
  boolean isDamaged() {
    return nodes.isDamaged();
  }

  @Override
  public void close() {
    nodes.close();
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : name.isEmpty() ? folder : folder + "/" + name;
  }
}
