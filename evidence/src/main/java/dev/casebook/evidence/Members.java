package dev.casebook.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The files, links and folders of an archive under cleaned names, and links resolved among them.
final class Members implements FileTree {

  /// As the Linux kernel counts (`MAXSYMLINKS`).
  private static final int LINKS_MAX = 40;

  /// More entries than any bundle has; the names of this many fit in memory.
  static final int ENTRIES_MAX = 1_000_000;

  private final NavigableMap<String, Entry> files = new TreeMap<>();
  private final NavigableMap<String, String> links = new TreeMap<>();
  private final Set<String> folders = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private final Spool spool;

  Members(Spool spool) {
    this.spool = spool;
    folders.add("");
  }

  boolean isFull() {
    return files.size() + links.size() + folders.size() >= ENTRIES_MAX;
  }

  void problem(String what) {
    // A hostile archive could have millions; the count is told by the last one.
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(what);
    } else if (problems.size() == PROBLEMS_MAX) {
      problems.add("and more problems of the same archive");
    }
  }

  private static final int PROBLEMS_MAX = 200;

  void file(String path, long size, Instant modified, Spool.Kept kept) {
    if (files.containsKey(path)) {
      problem(path + ": appears twice in the archive; the later one is used");
    }
    parents(path);
    files.put(
        path,
        new Entry(
            path,
            kept.size(),
            modified,
            kept.truncated() ? "is cut after " + kept.size() + " bytes: the spool is full" : null,
            kept.opening()));
  }

  /// A file whose bytes nobody will ask for.
  void unwanted(String path, long size, Instant modified) {
    parents(path);
    files.putIfAbsent(
        path,
        new Entry(
            path,
            size,
            modified,
            null,
            () -> {
              throw new java.io.IOException("was not kept");
            }));
  }

  void link(String path, String target) {
    parents(path);
    links.put(path, target);
  }

  void folder(String path) {
    parents(path + "/");
  }

  private void parents(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (!folders.add(path.substring(0, slash))) {
        return;
      }
    }
  }

  @Override
  public List<Entry> matching(Glob glob) {
    if (glob.isLiteral()) {
      return resolve(glob.text()).flatMap(this::entryAs).stream()
          .map(entry -> renamed(entry, glob.text()))
          .toList();
    }
    var found = new TreeMap<String, Entry>();
    var pattern = glob.pattern();
    var prefix = glob.literalPrefix();
    var from = resolvePrefix(prefix);
    for (var entry : files.tailMap(from, true).values()) {
      if (!entry.path().startsWith(from)) {
        break;
      }
      var asked = prefix + entry.path().substring(from.length());
      if (pattern.matcher(asked).matches()) {
        found.put(asked, renamed(entry, asked));
      }
    }
    for (var link : links.tailMap(from, true).keySet()) {
      if (!link.startsWith(from)) {
        break;
      }
      if (pattern.matcher(link).matches()) {
        resolve(link).flatMap(this::entryAs).ifPresent(e -> found.put(link, renamed(e, link)));
      }
    }
    return List.copyOf(found.values());
  }

  private String resolvePrefix(String prefix) {
    if (prefix.isEmpty()) {
      return "";
    }
    return resolve(prefix.substring(0, prefix.length() - 1)).map(f -> f + "/").orElse(prefix);
  }

  private Optional<Entry> entryAs(String path) {
    return Optional.ofNullable(files.get(path));
  }

  private static Entry renamed(Entry entry, String path) {
    return new Entry(path, entry.size(), entry.modified(), entry.shortcoming(), entry.opening());
  }

  /// The path that a path means once links in it are followed. An absolute target starts at the
  /// folder that holds the link's top: a bundle's own folder stands for the host's root.
  private Optional<String> resolve(String path) {
    var pending = new java.util.ArrayDeque<String>(List.of(path.split("/")));
    var real = new ArrayList<String>();
    int hops = 0;
    while (!pending.isEmpty()) {
      var name = pending.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (!real.isEmpty()) {
          real.removeLast();
        }
        continue;
      }
      real.add(name);
      var target = links.get(String.join("/", real));
      if (target != null) {
        if (++hops > LINKS_MAX) {
          problem(path + ": too many links");
          return Optional.empty();
        }
        real.removeLast();
        if (target.startsWith("/")) {
          keepTop(real);
        }
        for (var part : List.of(target.split("/")).reversed()) {
          pending.push(part);
        }
      }
    }
    return Optional.of(String.join("/", real));
  }

  private void keepTop(List<String> real) {
    var tops = files.isEmpty() ? "" : files.firstKey();
    boolean single = folders.stream().filter(f -> !f.isEmpty() && !f.contains("/")).count() == 1;
    real.clear();
    if (single && tops.contains("/")) {
      real.add(tops.substring(0, tops.indexOf('/')));
    }
  }

  @Override
  public boolean hasFolder(String path) {
    return folders.contains(path) || resolve(path).filter(folders::contains).isPresent();
  }

  @Override
  public List<String> names(String folder) {
    var real = resolve(folder).orElse(folder);
    var prefix = real.isEmpty() ? "" : real + "/";
    var names = new TreeSet<String>();
    for (var path : files.tailMap(prefix, true).keySet()) {
      if (!path.startsWith(prefix)) {
        break;
      }
      names.add(first(path, prefix));
    }
    for (var path : folders) {
      if (path.startsWith(prefix) && path.length() > prefix.length()) {
        names.add(first(path, prefix));
      }
    }
    return List.copyOf(names);
  }

  private static String first(String path, String prefix) {
    int slash = path.indexOf('/', prefix.length());
    return path.substring(prefix.length(), slash < 0 ? path.length() : slash);
  }

  @Override
  public Optional<String> linkTarget(String path) {
    return Optional.ofNullable(links.get(path));
  }

  @Override
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    spool.close();
  }
}
