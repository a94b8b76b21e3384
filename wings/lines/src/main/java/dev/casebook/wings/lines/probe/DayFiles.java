package dev.casebook.wings.lines.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A folder with one file of rows a day, `probes-2026-11-28.csv`, of days in UTC. Files are only
/// ever appended to, a whole line at a write, so that whatever ends the program leaves whole lines.
final class DayFiles implements AutoCloseable {

  /// A power cut takes what was written since the last time it was forced to the disk.
  private static final long FORCED_NANOS = 30_000_000_000L;

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;
  private @Nullable LocalDate day;
  private @Nullable FileChannel file;
  private boolean isCut;
  private long forcedNanos = System.nanoTime();

  private DayFiles(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// @return empty where another program writes there
  static Optional<DayFiles> in(Path folder) throws IOException {
    Files.createDirectories(folder);
    var lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = lockFile.tryLock();
    if (lock == null) {
      lockFile.close();
      return Optional.empty();
    }
    return Optional.of(new DayFiles(folder, lockFile, lock));
  }

  static String name(LocalDate day) {
    return "probes-" + day + ".csv";
  }

  /// @throws IOException where the row was not written; the next one begins a line of its own
  void append(ProbeRow row) throws IOException {
    var out = file(row.time().atZone(ZoneOffset.UTC).toLocalDate());
    var line = (isCut ? "\n" : "") + row.line() + "\n";
    isCut = true;
    var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    isCut = false;
    if (System.nanoTime() - forcedNanos > FORCED_NANOS) {
      forcedNanos = System.nanoTime();
      out.force(false);
    }
  }

  private FileChannel file(LocalDate wanted) throws IOException {
    if (file != null && wanted.equals(day)) {
      return file;
    }
    closeFile();
    var path = folder.resolve(name(wanted));
    isCut = isCut(path);
    var opened =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    file = opened;
    day = wanted;
    if (opened.size() == 0) {
      opened.write(ByteBuffer.wrap((ProbeRow.HEADER + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    return opened;
  }

  /// Whether the last line has no end: what was cut stays, and the next begins after it.
  private static boolean isCut(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }

  private void closeFile() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeFile();
    lock.release();
    lockFile.close();
  }
}
