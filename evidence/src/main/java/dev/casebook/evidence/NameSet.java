package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names that will be asked for, as a test of paths in an archive whose layout is not known yet: a
/// path is one of them if under any layout it could be. The test is made for every member of an
/// archive, so a path is looked up and never matched against each name.
final class NameSet {

  /// A bundle's own folder, and `data/` in it.
  private static final int FOLDERS_BEFORE = 3;

  private final Set<String> files = new HashSet<>();

  /// Globs by the folders before their first wildcard.
  private final Map<String, List<Glob>> globs = new HashMap<>();

  /// The first names of all of them, `*` among them if one begins with a wildcard.
  private final Set<String> beginnings = new HashSet<>();

  private final Set<String> outputs = new HashSet<>();
  private final List<String> outputGlobs = new ArrayList<>();
  private final List<Glob> commandFolders;
  private final Set<String> commandTops = new HashSet<>();

  NameSet(List<ArtifactName> names) {
    commandFolders = Layout.allCommandFolders().stream().map(Glob::of).toList();
    commandFolders.forEach(folder -> commandTops.add(folder.segments().getFirst()));
    names.forEach(this::add);
  }

  private void add(ArtifactName name) {
    switch (name) {
      case ArtifactName.File file -> {
        addFile(file.path());
        Layout.USUAL_LINKS.forEach((before, behind) -> {
          if (file.path().startsWith(before)) {
            addFile(behind + file.path().substring(before.length()));
          }
        });
      }
      case ArtifactName.Command command -> {
        var mangled = command.mangled();
        if (Glob.isPattern(mangled)) {
          outputGlobs.add(mangled);
        } else {
          outputs.add(mangled);
        }
      }
    }
  }

  private void addFile(String path) {
    var glob = Glob.of(path.substring(1));
    var first = glob.segments().getFirst();
    beginnings.add(Glob.isPattern(first) ? "*" : first);
    if (glob.isLiteral()) {
      files.add(glob.text());
    } else {
      globs.computeIfAbsent(glob.literalPrefix(), _ -> new ArrayList<>()).add(glob);
    }
  }

  /// Whether this path has to be kept.
  boolean contains(String path) {
    int from = 0;
    for (int folders = 0; folders <= FOLDERS_BEFORE && from >= 0; folders++) {
      if (isOutput(path, from) || isFile(path, from)) {
        return true;
      }
      from = path.indexOf('/', from) + 1;
      if (from == 0) {
        return false;
      }
    }
    return false;
  }

  private boolean isFile(String path, int from) {
    int slash = path.indexOf('/', from);
    var first = path.substring(from, slash < 0 ? path.length() : slash);
    if (!beginnings.contains(first) && !beginnings.contains("*")) {
      return false;
    }
    var inside = path.substring(from);
    if (files.contains(inside)) {
      return true;
    }
    for (int end = 0; end >= 0; end = inside.indexOf('/', end) + 1) {
      var candidates = globs.get(inside.substring(0, end));
      if (candidates != null && candidates.stream().anyMatch(glob -> glob.matches(inside))) {
        return true;
      }
      if (inside.indexOf('/', end) < 0) {
        return false;
      }
    }
    return false;
  }

  private boolean isOutput(String path, int from) {
    int slash = path.lastIndexOf('/');
    int end = path.indexOf('/', from);
    if (slash < from || !commandTops.contains(path.substring(from, end))) {
      return false;
    }
    var name = path.substring(slash + 1);
    if (!outputs.contains(name)
        && outputGlobs.stream().noneMatch(glob -> Glob.matchesName(glob, name))) {
      return false;
    }
    var folder = path.substring(from, slash);
    return commandFolders.stream().anyMatch(glob -> glob.matches(folder));
  }
}
