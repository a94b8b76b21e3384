package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Names that will be asked for, as a test of paths in an archive whose layout is not known yet: a
/// path is one of them if under any layout it could be.
///
/// The globs form a tree by their segments, and a folder stands for the places in it that the names
/// of the path to it lead to. An archive is listed folder by folder, so of each new folder mostly
/// its last name is a step to take; where no place is left, nothing is wanted at any depth. For one
/// thread at a time.
final class NameSet implements AskedNames {

  /// A bundle's own folder, and `data/` in it: under any of so many folders a layout may begin.
  private static final int FOLDERS_BEFORE = 3;

  private final Place start = new Place();

  /// The folder that was asked about last, those that it lies in before it, from the top.
  private final List<Folder> way = new ArrayList<>();

  NameSet(List<ArtifactName> names) {
    var outputs = new Names();
    names.forEach(name -> add(name, outputs));
    Layout.allCommandFolders()
        .forEach(folder -> at(Glob.of(folder).segments()).names.addAll(outputs));
    var found = new ArrayList<Place>();
    reach(start, found);
    way.add(new Folder("", found));
  }

  /// Where globs stand that have the same segments before.
  private static final class Place {
    private final Map<String, Place> literal = new HashMap<>();
    private final Map<String, Place> patterns = new LinkedHashMap<>();

    /// Behind `**`, where any further folder leads to the same place.
    private @Nullable Place below;

    private boolean isBelow;

    /// Last segments of globs.
    private final Names names = new Names();

    Place behind(String segment) {
      if (segment.equals("**")) {
        if (below == null) {
          below = new Place();
          below.isBelow = true;
        }
        return below;
      }
      var next = Glob.isPattern(segment) ? patterns : literal;
      return next.computeIfAbsent(segment, _ -> new Place());
    }
  }

  /// Last names of paths, some of them patterns.
  private static final class Names implements Predicate<String> {
    private final Set<String> literal = new HashSet<>();
    private final Set<String> patterns = new LinkedHashSet<>();

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

    @Override
    public boolean test(String name) {
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

  /// A folder of the archive.
  private static final class Folder {
    private final String path;
    private final List<Place> places;
    private @Nullable Predicate<String> names;

    Folder(String path, List<Place> places) {
      this.path = path;
      this.places = places;
    }

    Predicate<String> names() {
      if (names == null) {
        names = union();
      }
      return names;
    }

    private Predicate<String> union() {
      var telling =
          places.stream().map(place -> place.names).filter(one -> !one.isEmpty()).toList();
      if (telling.size() <= 1) {
        return telling.isEmpty() ? NONE : telling.getFirst();
      }
      var all = new Names();
      telling.forEach(all::addAll);
      return all;
    }
  }

  private void add(ArtifactName name, Names outputs) {
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
    int last = glob.segments().size() - 1;
    at(glob.segments().subList(0, last)).names.add(glob.segments().get(last));
  }

  private Place at(List<String> segments) {
    var place = start;
    for (var segment : segments) {
      place = place.behind(segment);
    }
    return place;
  }

  @Override
  public Predicate<String> in(String folder) {
    while (!isIn(folder, way.getLast().path)) {
      way.removeLast();
    }
    int length = way.getLast().path.length();
    while (length < folder.length()) {
      int from = length == 0 ? 0 : length + 1;
      int slash = folder.indexOf('/', from);
      length = slash < 0 ? folder.length() : slash;
      way.add(step(folder.substring(0, length), folder.substring(from, length)));
    }
    return way.getLast().names();
  }

  /// Whether a folder is another one or lies in it.
  private static boolean isIn(String folder, String other) {
    int length = other.length();
    return length == 0
        || (folder.startsWith(other)
            && (folder.length() == length || folder.charAt(length) == '/'));
  }

  /// The folder of this name in the one where the way ends.
  private Folder step(String path, String name) {
    var before = way.getLast();
    var places = new ArrayList<Place>();
    for (var place : before.places) {
      if (place.isBelow) {
        reach(place, places);
      }
      var next = place.literal.get(name);
      if (next != null) {
        reach(next, places);
      }
      place.patterns.forEach((pattern, behind) -> {
        if (Glob.matchesName(pattern, name)) {
          reach(behind, places);
        }
      });
    }
    if (way.size() <= FOLDERS_BEFORE) {
      reach(start, places);
    }
    var folder = new Folder(path, places);
    if (places.equals(before.places)) {
      // Deep below `**`, or where nothing is wanted.
      folder.names = before.names();
    }
    return folder;
  }

  /// Adds a place, and that behind `**`, which stands for no folder, too.
  private static void reach(Place place, List<Place> places) {
    for (var next = place; next != null && !places.contains(next); next = next.below) {
      places.add(next);
    }
  }
}
