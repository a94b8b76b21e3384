package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names that will be asked for, as a test of paths in an archive whose layout is not known yet: a
/// path is one of them if under any layout it could be.
///
/// The test is made for every member of an archive, and most of these lie beside the one before. So
/// what may be wanted in a folder is found out once for all its files, by the folder's own name; of
/// a file only its last name is looked up. For one thread at a time.
final class NameSet {

  /// A bundle's own folder, and `data/` in it.
  private static final int FOLDERS_BEFORE = 3;

  /// Files by the folders before their first wildcard.
  private final Map<String, List<Glob>> files = new HashMap<>();

  /// How many folders that may be: a stranger's path may have more.
  private int foldersMax;

  private final List<Glob> commandFolders;
  private final Names outputs = new Names();

  /// The folder that was asked about last, and what may be wanted of what lies in it.
  private String folder = "";

  private Names inFolder;

  NameSet(List<ArtifactName> names) {
    commandFolders = Layout.allCommandFolders().stream().map(Glob::of).toList();
    names.forEach(this::add);
    inFolder = in(List.of());
  }

  /// Last names of paths, some of them patterns.
  private static final class Names {
    private final Set<String> literal = new HashSet<>();
    private final Set<String> patterns = new HashSet<>();

    void add(String name) {
      (Glob.isPattern(name) ? patterns : literal).add(name);
    }

    void addAll(Names others) {
      literal.addAll(others.literal);
      patterns.addAll(others.patterns);
    }

    boolean isEmpty() {
      return literal.isEmpty() && patterns.isEmpty();
    }

    boolean contains(String name) {
      if (literal.contains(name)) {
        return true;
      }
      for (var pattern : patterns) {
        if (Glob.matchesName(pattern, name)) {
          return true;
        }
      }
      return false;
    }
  }

  private void add(ArtifactName name) {
    ClusterBundle.allPlaces(name).forEach(this::addGlob);
    switch (name) {
      case ArtifactName.File file -> {
        addFile(file.path());
        Layout.USUAL_LINKS.forEach((before, behind) -> {
          if (file.path().startsWith(before)) {
            addFile(behind + file.path().substring(before.length()));
          }
        });
      }
      case ArtifactName.Command command -> outputs.add(command.mangled());
    }
  }

  private void addFile(String path) {
    addGlob(Glob.of(path.substring(1)));
  }

  private void addGlob(Glob glob) {
    files.computeIfAbsent(glob.literalPrefix(), _ -> new ArrayList<>()).add(glob);
    foldersMax = Math.max(foldersMax, glob.segments().size() - 1);
  }

  /// Whether this path has to be kept.
  boolean contains(String path) {
    int slash = path.lastIndexOf('/');
    int end = Math.max(0, slash);
    if (end != folder.length() || !path.startsWith(folder)) {
      folder = path.substring(0, end);
      inFolder = in(folder.isEmpty() ? List.of() : List.of(folder.split("/")));
    }
    return !inFolder.isEmpty() && inFolder.contains(path.substring(slash + 1));
  }

  private Names in(List<String> folders) {
    var names = new Names();
    for (int before = 0; before <= Math.min(FOLDERS_BEFORE, folders.size()); before++) {
      var inside = folders.subList(before, folders.size());
      addFiles(inside, names);
      if (commandFolders.stream().anyMatch(glob -> glob.matches(inside))) {
        names.addAll(outputs);
      }
    }
    return names;
  }

  private void addFiles(List<String> folders, Names names) {
    var prefix = new StringBuilder();
    int deepest = Math.min(foldersMax, folders.size());
    for (int depth = 0; depth <= deepest; depth++) {
      for (var glob : files.getOrDefault(prefix.toString(), List.of())) {
        if (glob.isOfFolder(folders)) {
          names.add(glob.segments().getLast());
        }
      }
      if (depth < deepest) {
        prefix.append(folders.get(depth)).append('/');
      }
    }
  }
}
