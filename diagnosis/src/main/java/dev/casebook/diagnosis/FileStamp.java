package dev.casebook.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// What the file system says of a file without its being read: when this stays the same, so does
/// the file. The time of change can't be set by a program, as the time of modification can.
record FileStamp(long bytes, long inode, Instant modified, Instant changed) {

  /// Longer than a clock tick of any file system: what was written within it of an earlier look may
  /// have the same times.
  private static final Duration TICK = Duration.ofSeconds(2);

  static FileStamp of(Path file) throws IOException {
    var told = Files.readAttributes(file, "unix:size,ino,lastModifiedTime,ctime");
    return new FileStamp(
        told(told, "size", Long.class),
        told(told, "ino", Long.class),
        told(told, "lastModifiedTime", FileTime.class).toInstant(),
        told(told, "ctime", FileTime.class).toInstant());
  }

  private static <T> T told(Map<String, Object> told, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(told.get(name)));
  }

  /// All of it in a line.
  String text() {
    return bytes + " " + inode + " " + modified + " " + changed;
  }

  /// Whether no later change could have left the stamp as it is.
  ///
  /// @param looked when it was taken, or earlier
  boolean isProofSince(Instant looked) {
    return changed.plus(TICK).isBefore(looked);
  }
}
