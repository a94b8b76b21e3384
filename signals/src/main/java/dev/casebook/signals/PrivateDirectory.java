package dev.casebook.signals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.StreamSupport;

/// A directory that nobody but this process's user can write to: what lies in it may be run.
///
/// @param path an existing directory
public record PrivateDirectory(Path path) {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private static final FileAttribute<?> MODE_0600 =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> MODE_0700 =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// Makes the directory with mode 0700 where it is missing.
  ///
  /// @throws IOException if it cannot be made, belongs to another user or can be written by others
  public static PrivateDirectory of(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, MODE_0700);
    }
    var found = Files.readAttributes(path, PosixFileAttributes.class);
    var user = Files.getOwner(Path.of("/proc/self"));
    boolean shared = found.permissions().stream().anyMatch(OTHERS_WRITE::contains);
    if (!found.owner().equals(user) || shared) {
      throw new IOException(path + " is not for " + user + " alone to write to");
    }
    return new PrivateDirectory(path);
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /// Puts a whole file of mode 0600 in place at once: readers see the old one or the new one.
  public void write(String name, InputStream content) throws IOException {
    Path temporary = Files.createTempFile(path, name, ".tmp", MODE_0600);
    try {
      try (var out = Files.newOutputStream(temporary)) {
        content.transferTo(out);
      }
      Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Deletes files whose name begins so, but for those written last.
  public void keepNewest(String prefix, int count) throws IOException {
    try (var files = Files.newDirectoryStream(path, prefix + "*")) {
      StreamSupport.stream(files.spliterator(), false)
          .sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed())
          .skip(count)
          .forEach(file -> file.toFile().delete());
    }
  }
}
