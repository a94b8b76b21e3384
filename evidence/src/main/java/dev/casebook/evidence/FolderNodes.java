package dev.casebook.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A folder on this machine, read when it is asked for. A hundred globs ask for the same few
/// folders, mostly for what is not there: the names in them are read once, and what is not among
/// them is not looked for.
final class FolderNodes implements Nodes {

  /// A million names in one folder are an accident or an attack.
  private static final int NAMES_MAX = 1_000_000;

  /// Names remembered, of all folders, and folders with misses: some 20 MB each.
  private static final int REMEMBERED_MAX = 200_000;

  /// How much is looked for in vain in a folder before its names are read, if they are not too
  /// many.
  private static final int MISSES_MAX = 3;

  private static final int NAMES_MAX_IN_VAIN = 10_000;

  private final Path root;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Map<String, Listing> listed = new HashMap<>();
  private final Map<String, Integer> misses = new HashMap<>();
  private int remembered;

  FolderNodes(Path root) {
    this.root = root;
  }

  @Override
  public @Nullable Node at(String path) {
    int slash = path.lastIndexOf('/');
    return at(path.substring(0, Math.max(0, slash)), path.substring(slash + 1));
  }

  @Override
  public @Nullable Node at(String folder, String name) {
    if (isKnownToLack(folder, name)) {
      return null;
    }
    var node = read(FileTree.join(folder, name));
    if (node == null && misses.size() < REMEMBERED_MAX) {
      misses.merge(folder, 1, Integer::sum);
    }
    return node;
  }

  private boolean isKnownToLack(String folder, String name) {
    var known = listed.get(folder);
    if (known == null && misses.getOrDefault(folder, 0) == MISSES_MAX) {
      misses.put(folder, MISSES_MAX + 1);
      try {
        remember(folder, list(folder, NAMES_MAX_IN_VAIN), NAMES_MAX_IN_VAIN);
      } catch (IOException e) {
        return false; // whoever asks for the names is told
      }
      known = listed.get(folder);
    }
    return known != null && !name.isEmpty() && Collections.binarySearch(known.names, name) < 0;
  }

  /// Most names in a folder are no folder's, and this tells it of a name without making anything.
  @Override
  public boolean isFolder(String folder, String name) {
    var path = FileTree.join(folder, name);
    return new File(root.toFile(), path).isDirectory() && read(path) instanceof Node.Folder;
  }

  private @Nullable Node read(String path) {
    var file = file(path);
    if (file == null) {
      return null;
    }
    try {
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        return new Node.Link(Files.readSymbolicLink(file).toString());
      }
      if (attributes.isDirectory()) {
        return Node.FOLDER;
      }
      return attributes.isRegularFile()
          ? new Node.File(
              attributes.size(),
              attributes.lastModifiedTime().toInstant(),
              null,
              new OpenFile(file))
          : Node.SPECIAL;
    } catch (AccessDeniedException e) {
      return new Node.Unreadable("permission denied");
    } catch (IOException e) {
      // It is not there, or went away while we looked, as files of /proc do.
      return null;
    }
  }

  @Override
  public List<String> names(String folder) throws IOException {
    var known = listed.get(folder);
    var listing = known == null ? list(folder, NAMES_MAX) : known;
    if (listing.hasOthers) {
      problems.add(folder + ": a name in it can't be decoded in this locale; skipped");
    }
    if (listing.names.size() > NAMES_MAX) {
      problems.add(folder + ": more than " + NAMES_MAX + " names; the rest is not read");
      return listing.names.subList(0, NAMES_MAX);
    }
    if (known == null) {
      remember(folder, listing, NAMES_MAX);
    }
    return listing.names;
  }

  /// @param names in order
  /// @param hasOthers whether there are some that are not text in this process's locale, and so
  ///   open no file
  private record Listing(List<String> names, boolean hasOthers) {}

  private void remember(String folder, Listing listing, int max) {
    int count = listing.names.size();
    if (count <= max && remembered + count <= REMEMBERED_MAX) {
      remembered += count + 1;
      listed.put(folder, listing);
    }
  }

  /// @param max of one name more the folder's are not known
  private Listing list(String folder, int max) throws IOException {
    var path = file(folder);
    var names = new ArrayList<String>();
    boolean hasOthers = false;
    if (path == null) {
      return new Listing(names, false);
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      for (var child : children) {
        if (names.size() > max) {
          break;
        }
        var name = String.valueOf(child.getFileName());
        if (name.indexOf('\uFFFD') < 0) {
          names.add(name);
        } else {
          hasOthers = true;
        }
      }
    } catch (NotDirectoryException e) {
      return new Listing(List.of(), false);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return new Listing(names, hasOthers);
  }

  /// Null for a path that is not text in this locale.
  private @Nullable Path file(String path) {
    try {
      return root.resolve(path);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public void forget() {
    listed.clear();
    misses.clear();
    remembered = 0;
  }

  @Override
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public boolean isDamaged() {
    return false;
  }

  @Override
  public void close() {
    // Files are opened and closed one by one.
  }
}
