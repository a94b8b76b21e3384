package dev.casebook.wings.etcd.tool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.casebook.evidence.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A new tree of YAML files, one for each key, that only its owner can read: there are secrets in
/// it.
///
/// Each folder and file is made, never opened: so nothing is overwritten, and a link that somebody
/// puts in the way is not followed but an error.
public final class ObjectFolder {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path root;

  /// The folders that lead to the last file. Keys come in order, so those of one folder come
  /// together; it is never made twice.
  private final List<String> at = new ArrayList<>();

  /// Those of [KeyPath]'s own folders that are there: other keys come between their keys.
  private final Set<String> own = new HashSet<>();

  private ObjectFolder(Path root) {
    this.root = root;
  }

  /// A folder that is not there yet, and is made with its parents, or is empty.
  public static ObjectFolder in(Path root) throws UnreadableFile {
    try {
      if (!Files.exists(root, NOFOLLOW_LINKS)) {
        makeParents(root);
        makeFolder(root);
      } else if (Files.isSymbolicLink(root)) {
        throw new UnreadableFile(root + ": is a link, which is not followed; name a folder");
      } else if (!Files.isDirectory(root, NOFOLLOW_LINKS)) {
        throw new UnreadableFile(root + ": is not a folder");
      } else {
        checkEmpty(root);
      }
      return new ObjectFolder(root);
    } catch (IOException e) {
      throw failed(root, e);
    }
  }

  private static void checkEmpty(Path root) throws IOException, UnreadableFile {
    try (var entries = Files.newDirectoryStream(root)) {
      if (entries.iterator().hasNext()) {
        throw new UnreadableFile(root + ": is not empty; name a new folder");
      }
    }
  }

  /// Writes the file of a key. Keys must come in their order, each once.
  public void write(byte[] key, String text) throws UnreadableFile {
    var parts = KeyPath.of(key);
    var file = root;
    try {
      for (var i = 0; i < parts.size() - 1; i++) {
        file = file.resolve(parts.get(i));
        if (i >= at.size() || !at.get(i).equals(parts.get(i))) {
          if (!(i == 0 && KeyPath.isOwn(parts.get(i))) || own.add(parts.get(i))) {
            makeFolder(file);
          }
          at.subList(Math.min(i, at.size()), at.size()).clear();
          at.add(parts.get(i));
        }
      }
      file = file.resolve(parts.getLast());
      makeFile(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void makeParents(Path root) throws IOException {
    var parent = root.getParent();
    if (parent != null) {
      Files.createDirectories(parent, OWNER_ONLY);
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder, OWNER_ONLY);
  }

  private static void makeFile(Path file, byte[] content) throws IOException {
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(CREATE_NEW, WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
  }

  private static UnreadableFile failed(Path file, IOException e) {
    return new UnreadableFile(
        e instanceof FileAlreadyExistsException
            ? file + ": somebody else made it meanwhile; name a folder of your own"
            : file + ": can't be written: " + Reason.of(e));
  }
}
