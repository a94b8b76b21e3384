package dev.casebook.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a kind of source keeps what of one host: the one owner of every fact about names. It tells
/// where an artifact lies, what a path stands for, and how a place is shown; paths are relative to
/// its root, the folder that stands for the host's `/` and that no link leads out of.
///
/// To add a layout: a record here, a line in [#recognise], its folders of commands in
/// [#allCommandFolders].
public sealed interface Layout {

  /// A bundle's own folder, and one for `data/` in it; more is not a bundle's top.
  int DEPTH_MAX = 3;

  /// Folders of bundles beside each other that are looked into.
  int SIBLINGS_MAX = 1000;

  /// Of any of these one is enough.
  List<String> ROOT_FOLDERS =
      List.of("etc", "proc", "var/log", "sys", "usr/lib", "run", "commands");

  /// What people call it.
  String name();

  /// The folder of the source that stands for the host's `/`; empty for its top.
  String root();

  /// Globs of the folders in which outputs of commands lie.
  List<String> commandFolders();

  /// What Casebook itself collected: laid out as on the host, with the outputs of commands beside.
  sealed interface Collected extends Layout {

    /// The command line of each output, by its mangled name.
    Map<String, String> commands();

    @Override
    default String name() {
      return "host";
    }

    @Override
    default List<String> commandFolders() {
      return List.of("commands");
    }

    @Override
    default ArtifactName nameOf(String path) {
      var name = Layout.super.nameOf(path);
      return name instanceof ArtifactName.Command(var mangled)
          ? ArtifactName.command(commands().getOrDefault(mangled, mangled))
          : name;
    }

    /// As on the host itself: an absolute path, a command line.
    @Override
    default String place(String path) {
      return nameOf(path).text();
    }
  }

  /// A host that was gathered just now.
  record Host(Map<String, String> commands) implements Collected {
    private static final String COMMANDS = "commands/";

    public Host {
      commands = Map.copyOf(commands);
    }

    @Override
    public String root() {
      return "";
    }

    /// The command line whose output lies at a path; empty if it is a file.
    static Optional<String> commandOf(String path, Map<String, String> commands) {
      return path.startsWith(COMMANDS)
          ? Optional.ofNullable(commands.get(mangledOf(path)))
          : Optional.empty();
    }

    static String mangledOf(String path) {
      return path.startsWith(COMMANDS) ? path.substring(COMMANDS.length()) : path;
    }
  }

  /// A host that was collected into a bundle, with a manifest beside.
  record Bundle(String root, Manifest manifest) implements Collected {
    @Override
    public Map<String, String> commands() {
      return manifest.commands();
    }
  }

  /// A bundle of sos, old or new: `sos_commands/PLUGIN/MANGLED_COMMAND`, files under their paths.
  /// Commands that the administrator added lie a folder deeper, in `sos_extras/NAME`.
  record Sosreport(String root) implements Layout {
    @Override
    public String name() {
      return "sosreport";
    }

    @Override
    public List<String> commandFolders() {
      return List.of("sos_commands/*", "sos_commands/sos_extras/*");
    }
  }

  /// An archive of insights-client: `insights_commands/MANGLED_COMMAND` (under `data/` in newer
  /// ones, which is the root then), files under their paths beside it.
  record Insights(String root) implements Layout {
    @Override
    public String name() {
      return "insights";
    }

    @Override
    public List<String> commandFolders() {
      return List.of("insights_commands");
    }
  }

  /// A root file system or part of one; outputs of commands may lie in a folder `commands`.
  record RootFolder(String root) implements Layout {
    @Override
    public String name() {
      return "root";
    }

    @Override
    public List<String> commandFolders() {
      return List.of("commands");
    }
  }

  /// Files of which nothing but themselves tells what they are, as where people paste.
  record Loose() implements Layout {
    @Override
    public String name() {
      return "loose";
    }

    @Override
    public String root() {
      return "";
    }

    @Override
    public List<String> commandFolders() {
      return List.of();
    }
  }

  /// What was collected of a Kubernetes cluster and not of one of its hosts.
  record Cluster(ClusterBundle bundle, String root) implements Layout {
    @Override
    public String name() {
      return bundle.called();
    }

    @Override
    public List<String> commandFolders() {
      return List.of();
    }

    @Override
    public List<Glob> places(ArtifactName name) {
      return bundle.places(name);
    }

    @Override
    public ArtifactName nameOf(String path) {
      return bundle.nameOf(path);
    }
  }

  /// Every folder, from a root on, in which some layout keeps outputs of commands.
  static List<String> allCommandFolders() {
    return Stream.of(new Sosreport(""), new Insights(""), new RootFolder(""))
        .flatMap(layout -> layout.commandFolders().stream())
        .toList();
  }

  /// Other paths under which files of a host lie where a link leads to them: `/proc/net` leads to
  /// `/proc/self/net` and on to that of the process that collected. An archive may hold the file
  /// before the link; so these are kept at once, and any other link costs a second reading.
  Map<String, String> USUAL_LINKS =
      Map.of(
          "/proc/net/", "/proc/*/net/",
          "/proc/mounts", "/proc/*/mounts",
          "/etc/os-release", "/usr/lib/os-release",
          "/run/", "/var/run/");

  /// Whether nothing tells what the files are but themselves, as where people paste.
  default boolean isLoose() {
    return this instanceof Loose;
  }

  /// The globs under which an artifact of this name lies.
  default List<Glob> places(ArtifactName name) {
    return switch (name) {
      case ArtifactName.File file -> List.of(file.glob());
      case ArtifactName.Command command ->
          commandFolders().stream()
              .map(folder -> Glob.of(folder + "/" + command.mangled()))
              .toList();
    };
  }

  /// Where a listing of the archive itself stands among the outputs of commands; empty where owners
  /// and rights in an archive are not the host's, as where a collector makes files of its own.
  default Optional<String> listingPlace() {
    return switch (this) {
      case Sosreport _ -> Optional.of("sos_commands/archive/tar_-tv");
      case RootFolder _ -> Optional.of("commands/tar_-tv");
      case Collected _, Insights _, Loose _, Cluster _ -> Optional.empty();
    };
  }

  /// The host path or command that a file stands for.
  default ArtifactName nameOf(String path) {
    var names = path.split("/");
    for (var folder : commandFolders()) {
      int depth = folder.split("/").length;
      if (names.length == depth + 1
          && Glob.of(folder).matches(String.join("/", Arrays.copyOf(names, depth)))) {
        return ArtifactName.command(names[depth]);
      }
    }
    return ArtifactName.file("/" + path);
  }

  /// Where a file lies in its source, for people.
  default String place(String path) {
    return FileTree.join(root(), path);
  }

  /// What this tree holds, by what lies in it: one layout a host. Bundles may lie a few folders
  /// deep, several beside each other; folders beside them that are neither are named as problems.
  static List<Layout> recognise(FileTree tree) {
    var found = new ArrayList<Layout>();
    var others = new ArrayList<String>();
    look(tree, "", 0, found, others);
    if (found.isEmpty()) {
      return List.of(new Loose());
    }
    others.forEach(folder ->
        tree.addProblem(
            folder + ": is neither a host's root nor a bundle, and was not looked into"));
    return found;
  }

  private static boolean look(
      FileTree tree, String folder, int depth, List<Layout> found, List<String> others) {
    var here = at(tree, folder);
    if (here != null) {
      return found.add(here);
    }
    if (depth == DEPTH_MAX) {
      return false;
    }
    var names = tree.names(folder);
    if (names.size() > SIBLINGS_MAX && depth < DEPTH_MAX) {
      tree.addProblem(
          FileTree.join(folder, "*") + ": only the first " + SIBLINGS_MAX + " were looked into");
    }
    int before = found.size();
    var none = new ArrayList<String>();
    for (var name : names.stream().limit(SIBLINGS_MAX).toList()) {
      var child = FileTree.join(folder, name);
      if (tree.isRealFolder(child) && !look(tree, child, depth + 1, found, others)) {
        none.add(child);
      }
    }
    if (found.size() == before) {
      return false;
    }
    others.addAll(none);
    return true;
  }

  private static @Nullable Layout at(FileTree tree, String folder) {
    if (hasFile(tree, folder, Manifest.PATH)) {
      var manifest = manifest(tree, folder);
      if (manifest != null) {
        return new Bundle(folder, manifest);
      }
    }
    if (has(tree, folder, "sos_commands")) {
      return new Sosreport(folder);
    }
    if (has(tree, folder, "insights_commands")) {
      return new Insights(folder);
    }
    var cluster = cluster(tree, folder);
    if (cluster != null) {
      return new Cluster(cluster, folder);
    }
    if (ROOT_FOLDERS.stream().anyMatch(name -> has(tree, folder, name))) {
      return new RootFolder(folder);
    }
    return null;
  }

  private static @Nullable Manifest manifest(FileTree tree, String folder) {
    var path = FileTree.join(folder, Manifest.PATH);
    try (var in = tree.matching(Glob.of(path)).getFirst().open()) {
      return Manifest.read(in);
    } catch (IOException e) {
      tree.addProblem(path + ": " + Reason.of(e));
      return null;
    }
  }

  private static @Nullable ClusterBundle cluster(FileTree tree, String folder) {
    if (has(tree, folder, "cluster-resources")) {
      return ClusterBundle.SUPPORT_BUNDLE;
    }
    if (has(tree, folder, "cluster-scoped-resources")
        || (has(tree, folder, "namespaces") && hasFile(tree, folder, "event-filter.html"))) {
      return ClusterBundle.MUST_GATHER;
    }
    boolean ofOperator =
        has(tree, folder, "insights-operator") || has(tree, folder, "config/clusteroperator");
    return has(tree, folder, "config") && ofOperator ? ClusterBundle.INSIGHTS_OPERATOR : null;
  }

  private static boolean hasFile(FileTree tree, String folder, String name) {
    return !tree.matching(Glob.of(FileTree.join(folder, name))).isEmpty();
  }

  private static boolean has(FileTree tree, String folder, String name) {
    return tree.hasFolder(FileTree.join(folder, name));
  }
}
