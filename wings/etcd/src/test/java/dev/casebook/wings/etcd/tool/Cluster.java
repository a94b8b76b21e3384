package dev.casebook.wings.etcd.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A member's file that etcd 3.4 wrote, with 28 revisions, compacted to 5: pod `web` in three
/// versions, pod `old` deleted, config map `again` deleted and created again, a custom resource, a
/// sealed and a broken secret, a key with a lease, and keys that only a stranger makes.
final class Cluster {

  private static final Path FILE =
      Path.of(System.getProperty("casebook.root"), "examples", "etcd-member.db");

  private Cluster() {}

  static byte[] bytes() {
    try {
      return Files.readAllBytes(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file under the folder, last written long ago.
  static Path in(Path folder) {
    return written(folder.resolve("db"), bytes());
  }

  static Path written(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// No locks, and a clock long after the file was written.
  static Opening quiet() {
    return Opening.of(new Writers(Path.of("/nonexistent"), Instant.parse("2026-01-02T03:04:05Z")));
  }
}
