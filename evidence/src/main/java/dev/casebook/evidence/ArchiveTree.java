package dev.casebook.evidence;

import dev.casebook.evidence.archive.ArchiveReader;
import dev.casebook.evidence.archive.Contents;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Opened;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An archive that was read once: the names of its members, and the bytes of those that were
/// wanted.
final class ArchiveTree implements FileTree {

  private final Spool spool;
  private final List<Problem> problems;
  private final NavigableMap<String, Entry> files = new TreeMap<>();
  private final NavigableMap<String, String> links = new TreeMap<>();
  private final NavigableSet<String> folders = new TreeSet<>();
  private final LinkWalk walk;

  private ArchiveTree(Contents contents, Spool spool) {
    this.spool = spool;
    this.problems = contents.problems();
    folders.add("");
    contents.items().forEach(this::add);
    this.walk = new LinkWalk(top(), path -> Optional.ofNullable(links.get(path)));
  }

  /// The tree of an archive; empty if the file is none.
  ///
  /// @param wanted the paths whose bytes are kept
  /// @throws IOException if the file can't be opened
  static Optional<FileTree> open(Path path, Predicate<String> wanted, Progress progress)
      throws IOException {
    try (var opened = ArchiveReader.open(path, Limits.DEFAULT)) {
      if (!(opened instanceof Opened.Archive archive)) {
        return Optional.empty();
      }
      var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));
      var reader = archive.reader();
      var contents =
          Contents.read(
              reader,
              member -> {
                progress.at("reading " + path + ": " + member.path(), 0, 0);
                return wanted.test(member.path());
              },
              spool);
      return Optional.of(new ArchiveTree(contents, spool));
    }
  }

  private void add(Contents.Item item) {
    var member = item.member();
    addFolders(member.path());
    switch (member.kind()) {
      case FILE -> files.put(member.path(), entry(item));
      case DIRECTORY -> folders.add(member.path());
      case SYMBOLIC_LINK -> links.put(member.path(), member.target());
      case HARD_LINK -> {
        var same = files.get(member.target());
        if (same != null) {
          files.put(member.path(), renamed(same, member.path()));
        }
      }
    }
  }

  private static Entry entry(Contents.Item item) {
    Member member = item.member();
    var problem = item.problem().map(Problem::reason).orElse(null);
    var region = item.bytes();
    if (region.isEmpty()) {
      return new Entry(member.path(), member.size(), member.modified(), problem, ArchiveTree::none);
    }
    var bytes = region.get();
    return new Entry(
        member.path(), bytes.size(), member.modified(), problem, new OpenRegion(bytes));
  }

  /// A member's bytes in the spool.
  private record OpenRegion(Spool.Region region) implements Opening {
    @Override
    public InputStream open() {
      return region.open();
    }

    @Override
    public Optional<MappedBytes> map() throws IOException {
      return Optional.of(MappedBytes.of(region::map, ""));
    }
  }

  private static InputStream none() throws IOException {
    throw new IOException("was not kept of the archive");
  }

  private void addFolders(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (!folders.add(path.substring(0, slash))) {
        return;
      }
    }
  }

  /// A bundle's only folder stands for the host's root.
  private String top() {
    var tops = folders.stream().filter(f -> !f.isEmpty() && f.indexOf('/') < 0).limit(2).toList();
    boolean alone =
        tops.size() == 1 && files.keySet().stream().limit(1).allMatch(f -> f.indexOf('/') > 0);
    return alone ? tops.getFirst() : "";
  }

  @Override
  public List<Entry> matching(Glob glob) {
    if (glob.isLiteral()) {
      return file(glob.text()).stream().toList();
    }
    var found = new TreeMap<String, Entry>();
    var prefix = glob.literalPrefix();
    var from = prefix.isEmpty() ? "" : folder(prefix) + "/";
    var pattern = glob.pattern();
    for (var real : below(files.navigableKeySet(), from)) {
      var asked = prefix + real.substring(from.length());
      if (pattern.matcher(asked).matches()) {
        found.put(asked, renamed(files.get(real), asked));
      }
    }
    for (var link : below(links.navigableKeySet(), from)) {
      var asked = prefix + link.substring(from.length());
      if (pattern.matcher(asked).matches()) {
        file(link).ifPresent(entry -> found.put(asked, renamed(entry, asked)));
      }
    }
    return List.copyOf(found.values());
  }

  /// The file that a path means, under that path.
  private Optional<Entry> file(String path) {
    return walk.follow(path)
        .flatMap(real -> Optional.ofNullable(files.get(real)))
        .map(entry -> renamed(entry, path));
  }

  private String folder(String path) {
    return walk.follow(path).orElse(path);
  }

  /// The names in a sorted set that begin with a folder's path and slash.
  private static Iterable<String> below(NavigableSet<String> names, String folder) {
    return folder.isEmpty() ? names : names.subSet(folder, folder + Character.MAX_VALUE);
  }

  private static Entry renamed(@Nullable Entry entry, String path) {
    var known = java.util.Objects.requireNonNull(entry);
    return new Entry(path, known.size(), known.modified(), known.shortcoming(), known.opening());
  }

  @Override
  public boolean hasFolder(String path) {
    return folders.contains(folder(path));
  }

  @Override
  public List<String> names(String path) {
    var real = folder(path);
    var from = real.isEmpty() ? "" : real + "/";
    var names = new TreeSet<String>();
    for (var set : List.of(files.navigableKeySet(), folders, links.navigableKeySet())) {
      below(set, from).forEach(name -> addName(name, from, names));
    }
    return List.copyOf(names);
  }

  private static void addName(String path, String from, Set<String> names) {
    if (path.length() > from.length()) {
      int slash = path.indexOf('/', from.length());
      names.add(path.substring(from.length(), slash < 0 ? path.length() : slash));
    }
  }

  @Override
  public Optional<String> linkTarget(String path) {
    return Optional.ofNullable(links.get(path));
  }

  @Override
  public List<String> problems() {
    return problems.stream().map(Problem::toString).toList();
  }

  @Override
  public boolean isDamaged() {
    return problems.stream().anyMatch(Problem::isDamage);
  }

  @Override
  public void close() {
    try {
      spool.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
