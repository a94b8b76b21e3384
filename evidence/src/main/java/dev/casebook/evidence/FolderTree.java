package dev.casebook.evidence;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A folder on this machine, read lazily: only the folders that a glob names are listed.
///
/// Links are resolved by hand, name by name: an absolute target starts at the folder's own root,
/// and `..` stops there. So a link never leads out of an unpacked bundle. The live tree `/` is the
/// same folder with the same rule.
public final class FolderTree implements FileTree {

  /// A bundle of a large host has some 100,000 files in a folder tree; a million in one listing is
  /// an accident or an attack.
  private static final int ENTRIES_MAX = 1_000_000;

  /// Paths deeper than this are not evidence.
  private static final int DEPTH_MAX = 64;

  private final Path root;

  /// Some 20 MB of memory.
  private static final int FOLDERS_MAX = 100_000;

  /// Folders met lately that are no links.
  private final Set<String> folders = new HashSet<>();

  private final Set<String> problems = new LinkedHashSet<>();
  private final LinkWalk walk = new LinkWalk("", this::linkIn);

  public FolderTree(Path root) {
    this.root = root;
  }

  @Override
  public List<Entry> matching(Glob glob) {
    var found = new TreeMap<String, Entry>();
    walk(glob.segments(), 0, "", found, 0);
    return List.copyOf(found.values());
  }

  private void walk(
      List<String> segments, int at, String path, Map<String, Entry> found, int depth) {
    if (depth > DEPTH_MAX || found.size() >= ENTRIES_MAX) {
      return;
    }
    if (at == segments.size()) {
      entry(path).ifPresent(entry -> found.put(path, entry));
      return;
    }
    var segment = segments.get(at);
    if (segment.equals("**")) {
      walkBelow(segments, at, path, found, depth);
    } else if (Glob.isPattern(segment)) {
      for (var name : names(path)) {
        if (Glob.matchesName(segment, name)) {
          walk(segments, at + 1, join(path, name), found, depth + 1);
        }
      }
    } else {
      walk(segments, at + 1, join(path, segment), found, depth + 1);
    }
  }

  /// `**` stands for no folder, and for each real folder below.
  private void walkBelow(
      List<String> segments, int at, String path, Map<String, Entry> found, int depth) {
    walk(segments, at + 1, path, found, depth);
    for (var name : names(path)) {
      var child = join(path, name);
      if (isRealFolder(child)) {
        walk(segments, at, child, found, depth + 1);
      }
    }
  }

  private Optional<Entry> entry(String path) {
    var file = resolve(path);
    if (file == null) {
      return Optional.empty();
    }
    try {
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              path,
              attributes.size(),
              attributes.lastModifiedTime().toInstant(),
              null,
              new OpenFile(file)));
    } catch (IOException e) {
      note(path, e);
      return Optional.empty();
    }
  }

  @Override
  public boolean hasFolder(String path) {
    var folder = resolve(path);
    return folder != null && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /// A folder itself and not a link to one, so that a recursive walk can't go round.
  private boolean isRealFolder(String path) {
    var folder = unfollowed(path);
    return folder != null && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public List<String> names(String folder) {
    var path = resolve(folder);
    if (path == null || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      for (var child : children) {
        if (names.size() == ENTRIES_MAX) {
          problems.add(folder + ": more than " + ENTRIES_MAX + " names; the rest is not read");
          break;
        }
        var name = String.valueOf(child.getFileName());
        if (child.equals(child(path, name))) {
          names.add(name);
        } else {
          problems.add(folder + ": a name in it is no text in this locale; skipped");
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      note(folder, e);
    }
    names.sort(null);
    return names;
  }

  @Override
  public Optional<String> linkTarget(String path) {
    var link = unfollowed(path);
    return link == null ? Optional.empty() : readLink(link);
  }

  private static Optional<String> readLink(Path link) {
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /// The same for a path in which no folder is a link.
  private Optional<String> linkIn(String path) {
    var link = child(root, path);
    return link == null ? Optional.empty() : readLink(link);
  }

  /// Whether a path names something in a folder that was walked through, and no link.
  private boolean isPlain(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0 || !folders.contains(path.substring(0, slash))) {
      return false;
    }
    var name = path.substring(slash + 1);
    var file = child(root, path);
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && file != null
        && !Files.isSymbolicLink(file);
  }

  /// Remembers that a folder was walked through, so that it need not be looked at for each file.
  private void remember(String folder) {
    if (folders.size() == FOLDERS_MAX) {
      folders.clear();
    }
    folders.add(folder);
  }

  /// What has this path inside the root, links in its folders followed but not one at its end; null
  /// if there is no such folder.
  private @Nullable Path unfollowed(String path) {
    int slash = path.lastIndexOf('/');
    var folder = resolve(path.substring(0, Math.max(0, slash)));
    return folder == null ? null : child(folder, path.substring(slash + 1));
  }

  /// A name in a folder; null if it is no text in this process's locale, so that no file can be
  /// opened by it.
  private @Nullable Path child(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /// The file that a path means once every link in it has been followed inside the root; null if
  /// there is none.
  private @Nullable Path resolve(String path) {
    var real = isPlain(path) ? Optional.of(path) : walk.follow(path);
    if (real.isEmpty()) {
      problems.add(path + ": too many links");
      return null;
    }
    int slash = real.get().lastIndexOf('/');
    var file = child(root, real.get());
    boolean exists = file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (exists && slash > 0) {
      remember(real.get().substring(0, slash));
    }
    return exists ? file : null;
  }

  private void note(String path, Exception e) {
    switch (e) {
      case AccessDeniedException _ -> problems.add(path + ": permission denied");
      case NoSuchFileException _ -> {
        // It went away while we looked, as files of /proc do.
      }
      default -> problems.add(path + ": " + e.getMessage());
    }
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  @Override
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    // Files are opened and closed one by one.
  }
}
