package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.List;

/// Where a kind of source keeps what.
///
/// To add a layout: a constant-like factory here, and a line in [#recognise].
///
/// @param name what people call it
/// @param root the folder that stands for the host's `/`; empty for the tree's top
/// @param commandFolders globs of the folders in which outputs of commands lie
public record Layout(String name, String root, List<String> commandFolders) {

  public Layout {
    commandFolders = List.copyOf(commandFolders);
  }

  /// A bundle of sos, old or new: `sos_commands/PLUGIN/MANGLED_COMMAND`, files under their paths.
  /// Commands that the administrator added lie a folder deeper, in `sos_extras/NAME`.
  static Layout sosreport(String root) {
    return new Layout(
        "sosreport",
        root,
        List.of(join(root, "sos_commands/*"), join(root, "sos_commands/sos_extras/*")));
  }

  /// An archive of insights-client: `insights_commands/MANGLED_COMMAND` (under `data/` in newer
  /// ones), files under their paths beside it.
  static Layout insights(String root) {
    return new Layout("insights", root, List.of(join(root, "insights_commands")));
  }

  /// A root file system or part of one; outputs of commands may lie in a folder `commands`.
  static Layout rootFolder(String root) {
    return new Layout("root", root, List.of(join(root, "commands")));
  }

  /// This host as it is now.
  public static final Layout HOST = new Layout("host", "", List.of());

  static Layout loose() {
    return new Layout("loose", "", List.of());
  }

  /// Whether nothing tells what the files are but themselves, as where people paste.
  public boolean isLoose() {
    return name.equals("loose");
  }

  /// Whether this is a host as it is now.
  public boolean isLive() {
    return name.equals("host");
  }

  /// What this tree holds, by what lies in it: one layout a host. Bundles may lie a few folders
  /// deep, several beside each other.
  public static List<Layout> recognise(FileTree tree) {
    var found = new ArrayList<Layout>();
    look(tree, "", 0, found);
    return found.isEmpty() ? List.of(loose()) : found;
  }

  /// Whether a tree has no layout that tells what its files are.
  static boolean isLoose(FileTree tree) {
    return recognise(tree).equals(List.of(loose()));
  }

  /// A bundle's own folder, and one for `data/` in it; more is not a bundle's top.
  private static final int DEPTH_MAX = 3;

  /// Folders of bundles beside each other that are looked into.
  private static final int SIBLINGS_MAX = 1000;

  private static void look(FileTree tree, String folder, int depth, List<Layout> found) {
    var here = at(tree, folder);
    if (here != null) {
      found.add(here);
      return;
    }
    if (depth == DEPTH_MAX) {
      return;
    }
    for (var name : tree.names(folder).stream().limit(SIBLINGS_MAX).toList()) {
      var child = join(folder, name);
      if (tree.hasFolder(child) && tree.linkTarget(child).isEmpty()) {
        look(tree, child, depth + 1, found);
      }
    }
  }

  private static final List<String> ROOT_FOLDERS =
      List.of("etc", "proc", "var/log", "sys", "usr/lib", "run", "commands");

  private static @org.jspecify.annotations.Nullable Layout at(FileTree tree, String folder) {
    if (tree.hasFolder(join(folder, "sos_commands"))) {
      return sosreport(folder);
    }
    if (tree.hasFolder(join(folder, "insights_commands"))) {
      return insights(folder);
    }
    if (ROOT_FOLDERS.stream().anyMatch(name -> tree.hasFolder(join(folder, name)))) {
      return rootFolder(folder);
    }
    return null;
  }

  /// The globs under which an artifact of this name lies.
  public List<Glob> places(ArtifactName name) {
    return switch (name) {
      case ArtifactName.File file -> List.of(file.glob().under(root));
      case ArtifactName.Command command ->
          commandFolders.stream().map(folder -> Glob.of(folder + "/" + command.mangled())).toList();
    };
  }

  /// The host path or command that a file of the tree stands for.
  public ArtifactName nameOf(String path) {
    var inside = root.isEmpty() ? path : path.substring(Math.min(path.length(), root.length() + 1));
    for (var folder : commandFolders) {
      int depth = folder.split("/").length;
      var names = path.split("/");
      if (names.length == depth + 1
          && Glob.of(folder).matches(String.join("/", java.util.Arrays.copyOf(names, depth)))) {
        return ArtifactName.command(names[depth]);
      }
    }
    return ArtifactName.file("/" + inside);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
