package dev.casebook.wings.pki.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that are on the disk when a method returns, and are whole or not there.
final class Disk {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private Disk() {}

  /// Nobody else can open it between its making and its mode.
  static void create(Path path, byte[] content) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var file = FileChannel.open(path, NEW, mode)) {
      for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
        file.write(rest);
      }
      file.force(true);
    }
  }

  /// Puts a file in the place of another one at once.
  static void replace(
      Path path, byte[] content, FileState.Attributes attributes, String id, Border border)
      throws IOException {
    folders(path.resolveSibling(""));
    var fresh = path.resolveSibling("." + path.getFileName() + ".casebook-" + id);
    Files.deleteIfExists(fresh);
    create(fresh, content);
    try {
      own(fresh, attributes);
      Files.setAttribute(fresh, "unix:mode", attributes.mode());
      border.crossed("fresh " + path.getFileName());
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    settle(path.resolveSibling(""));
  }

  private static void own(Path path, FileState.Attributes wanted) throws IOException {
    var made = FileState.Attributes.of(path);
    if (made.user() != wanted.user()) {
      Files.setAttribute(path, "unix:uid", wanted.user());
    }
    if (made.group() != wanted.group()) {
      Files.setAttribute(path, "unix:gid", wanted.group());
    }
  }

  static void remove(Path path) throws IOException {
    Files.deleteIfExists(path);
    if (Files.isDirectory(path.resolveSibling(""))) {
      settle(path.resolveSibling(""));
    }
  }

  /// Makes folders that only their owner enters, each owned as the one that it lies in.
  static void folders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    folders(folder.resolveSibling(""));
    var owner = FileState.Attributes.of(folder.resolveSibling(""));
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    own(folder, owner);
    settle(folder.resolveSibling(""));
  }

  static void settle(Path folder) throws IOException {
    try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }
}
