package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Names that will be asked for, and where links of the archive lead from them: what a link that
/// came before leads to is kept at once, and the archive need not be read again for it.
///
/// A guess, which errs on both sides: links are taken as text, since what they pass through may
/// come later. What was kept in vain is never asked for; what was not kept is found when the layout
/// is known. For one thread at a time.
final class LinkedNames {
  /// Links remembered: those of a large bundle, some 600, many times over.
  private static final int LINKS_MAX = 10_000;

  /// Characters of a link's path and target together: 10 MB for all of them.
  private static final int CHARACTERS_MAX = 512;

  /// Links that lead to one place; more share `/dev/null` than anything.
  private static final int SHARING_MAX = 8;

  /// Links behind one another, as `/proc/mounts` leads over `/proc/self`.
  private static final int CHAIN_MAX = 3;

  private final AskedNames asked;

  /// Paths of links by the path that they lead to.
  private final Map<String, List<String>> links = new HashMap<>();

  /// By their folder, last names of those of these paths to which a link leads that is asked for.
  private final Map<String, Set<String>> linkedIn = new HashMap<>();

  private int count;

  /// The folder that was asked about last, and what of it has to be kept: archives list a folder's
  /// files together. Null when a link has come since.
  private String folder = "";

  private @Nullable Predicate<String> here;

  LinkedNames(AskedNames asked) {
    this.asked = asked;
  }

  /// Takes a symbolic link as the archive describes it.
  void take(String path, String target) {
    if (path.length() + target.length() > CHARACTERS_MAX || count == LINKS_MAX) {
      return;
    }
    var from = target.startsWith("/") ? top(path) : parent(path);
    var to = resolved(from, target);
    var sharing = links.computeIfAbsent(to, _ -> new ArrayList<>());
    if (sharing.size() < SHARING_MAX && !path.equals(to)) {
      sharing.add(path);
      count++;
      if (asked.contains(path)) {
        linkedIn.computeIfAbsent(parent(to), _ -> new HashSet<>()).add(last(to));
      }
      here = null;
    }
  }

  /// A bundle has a folder of its own around the host's root.
  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String resolved(String from, String target) {
    var parts = new ArrayList<>(List.of(from.split("/")));
    for (var part : target.split("/")) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    parts.removeIf(String::isEmpty);
    return String.join("/", parts);
  }

  /// Whether this path has to be kept.
  boolean contains(String path) {
    int slash = path.lastIndexOf('/');
    int end = Math.max(0, slash);
    if (here == null || end != folder.length() || !path.startsWith(folder)) {
      folder = path.substring(0, end);
      here = in(folder);
    }
    return !here.equals(AskedNames.NONE) && here.test(path.substring(slash + 1));
  }

  private Predicate<String> in(String folder) {
    var names = asked.in(folder);
    if (links.isEmpty()) {
      return names;
    }
    names = or(names, linked(folder));
    for (var above : leadingTo(folder)) {
      names = or(or(names, asked.in(above)), linked(above));
    }
    return names;
  }

  private static Predicate<String> or(Predicate<String> one, Predicate<String> other) {
    if (other.equals(AskedNames.NONE)) {
      return one;
    }
    return one.equals(AskedNames.NONE) ? other : one.or(other);
  }

  private Predicate<String> linked(String folder) {
    var names = linkedIn.get(folder);
    return names == null ? AskedNames.NONE : names::contains;
  }

  /// Folders by whose paths links lead into a folder, or into one that it lies in.
  private Set<String> leadingTo(String folder) {
    var all = new HashSet<String>();
    var newest = Set.of(folder);
    for (int chain = 0; chain < CHAIN_MAX; chain++) {
      var further = new HashSet<String>();
      for (var one : newest) {
        for (int end = one.length(); end > 0; end = one.lastIndexOf('/', end - 1)) {
          for (var link : links.getOrDefault(one.substring(0, end), List.of())) {
            further.add(link + one.substring(end));
          }
        }
      }
      further.remove(folder);
      further.removeAll(all);
      if (further.isEmpty() || all.size() + further.size() > SHARING_MAX) {
        break;
      }
      all.addAll(further);
      newest = further;
    }
    return all;
  }
}
