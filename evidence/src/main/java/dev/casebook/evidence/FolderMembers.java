package dev.casebook.evidence;

import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The members of a folder of this machine, in the order of their names.
record FolderMembers(Path folder) implements Members {

  /// As deep as a source is looked into; see [FileTree].
  private static final int DEPTH_MAX = 64;

  @Override
  public List<Problem> each(Visitor visitor) throws IOException {
    walk(folder.toRealPath(), "", 0, visitor);
    return List.of();
  }

  private static void walk(Path here, String path, int depth, Visitor visitor) throws IOException {
    var children = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(here)) {
      all.forEach(children::add);
    } catch (IOException e) {
      visitor.refuse(path, "can't be listed: " + Reason.of(e));
      return;
    }
    children.sort(null);
    for (var child : children) {
      var name = FileTree.join(path, String.valueOf(child.getFileName()));
      if (name.indexOf('\uFFFD') >= 0) {
        visitor.refuse(name, "has a name that can't be decoded in this locale");
      } else {
        one(child, name, depth, visitor);
      }
    }
  }

  private static void one(Path file, String path, int depth, Visitor visitor) throws IOException {
    var attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      var target = Files.readSymbolicLink(file).toString();
      take(file, path, Member.Kind.SYMBOLIC_LINK, attributes, target, visitor);
    } else if (attributes.isDirectory()) {
      take(file, path, Member.Kind.DIRECTORY, attributes, "", visitor);
      if (depth < DEPTH_MAX) {
        walk(file, path, depth + 1, visitor);
      } else {
        visitor.refuse(path, "lies too deep");
      }
    } else if (attributes.isRegularFile()) {
      take(file, path, Member.Kind.FILE, attributes, "", visitor);
    } else {
      visitor.refuse(path, "is a pipe, socket or device");
    }
  }

  private static void take(
      Path file,
      String path,
      Member.Kind kind,
      BasicFileAttributes attributes,
      String target,
      Visitor visitor)
      throws IOException {
    var member =
        new Member(
            path,
            kind,
            kind == Member.Kind.FILE ? attributes.size() : 0,
            mode(file),
            "",
            "",
            attributes.lastModifiedTime().toInstant(),
            target,
            false);
    if (kind != Member.Kind.FILE) {
      visitor.take(member, InputStream.nullInputStream());
      return;
    }
    try (var in = Files.newInputStream(file)) {
      visitor.take(member, in);
    } catch (AccessDeniedException | NoSuchFileException e) {
      visitor.refuse(path, Reason.of(e));
    }
  }

  private static int mode(Path file) throws IOException {
    var view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view == null ? 0600 : bits(view.readAttributes().permissions());
  }

  /// The nine bits, as chmod(2) has them.
  private static int bits(Set<PosixFilePermission> permissions) {
    int bits = 0;
    for (char c : PosixFilePermissions.toString(permissions).toCharArray()) {
      bits = 2 * bits + (c == '-' ? 0 : 1);
    }
    return bits;
  }
}
