package dev.casebook.wings.etcd.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// Tells whether a process is likely to be writing to a file.
///
/// An open bbolt file is locked (flock(2)) by the process that writes it, which shows in
/// `/proc/locks`: unless that process lives outside of this container, so a file that was changed a
/// moment ago counts too.
///
/// @param locks where the kernel shows its locks, as proc_locks(5) has it
/// @param now the clock
public record Writers(Path locks, Instant now) {

  /// etcd in a cluster that does anything at all writes every few seconds: leases are renewed every
  /// ten.
  private static final Duration QUIET = Duration.ofSeconds(15);

  /// `1: FLOCK ADVISORY WRITE 688 fd:00:1052 0 EOF`. The device differs from that of stat(2) on
  /// layered file systems, so the inode alone is compared: at worst a copy too many is made.
  private static final Pattern LOCK =
      Pattern.compile("\\d+:\\s+(?:FLOCK|POSIX|OFDLCK)\\s+\\S+\\s+\\S+\\s+\\S+ \\S+:(\\d+) .*");

  /// Those of this machine.
  public static Writers onThisHost(Instant now) {
    return new Writers(Path.of("/proc/locks"), now);
  }

  boolean mayWrite(Path file) throws IOException {
    // A time to come is a clock that is not right, and tells nothing of rest either.
    var modified = Files.getLastModifiedTime(file).toInstant();
    return modified.isAfter(now.minus(QUIET)) || isLocked(file);
  }

  private boolean isLocked(Path file) throws IOException {
    if (!Files.isReadable(locks)) {
      return false;
    }
    var inode = Files.getAttribute(file, "unix:ino").toString();
    try (var lines = Files.lines(locks)) {
      return lines.anyMatch(line -> {
        var lock = LOCK.matcher(line);
        return lock.matches() && lock.group(1).equals(inode);
      });
    }
  }
}
