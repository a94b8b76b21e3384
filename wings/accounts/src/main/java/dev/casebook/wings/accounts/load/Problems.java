package dev.casebook.wings.accounts.load;

import dev.casebook.tables.NearestName;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The faults found while a folder is read, and the rows that they belong to.
final class Problems {

  /// More help nobody; the first ones are kept and the rest counted.
  private static final int KEPT_MAX = 10_000;

  private final List<Problem> all = new ArrayList<>();
  private final Map<Kind, Set<String>> faulty = new EnumMap<>(Kind.class);
  private long count;
  private long lost;

  /// A fault of no row that is known by its name: whatever stood there is lost.
  void add(Place place, String message) {
    lost++;
    note(place, message);
  }

  private void note(Place place, String message) {
    count++;
    if (all.size() < KEPT_MAX) {
      all.add(new Problem(place, message));
    }
  }

  /// A fault for which a row is not to be relied on.
  void add(Kind kind, String name, Place place, String message) {
    faulty.computeIfAbsent(kind, _ -> new TreeSet<>()).add(name);
    note(place, kind.title() + " " + name + ": " + message);
  }

  /// That a name is none of these.
  void unknown(Kind kind, String row, Place place, String what, Collection<String> names) {
    var nearest = NearestName.of(what.substring(what.lastIndexOf(' ') + 1), names);
    add(
        kind,
        row,
        place,
        "no " + what + nearest.map(name -> "; is " + name + " meant?").orElse(""));
  }

  Map<Kind, Set<String>> faulty() {
    return faulty;
  }

  /// In the order of files and lines.
  List<Problem> sorted() {
    var sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(Problem::place));
    return sorted;
  }

  long count() {
    return count;
  }

  /// How many of them have rows lost.
  long lost() {
    return lost;
  }
}
