package dev.casebook.evidence;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tree of one file: a log named on the command line, or what came on standard input.
final class StreamTree implements FileTree {

  private final Entry entry;

  private StreamTree(Entry entry) {
    this.entry = entry;
  }

  static StreamTree of(String name, long size, @Nullable Instant modified, Opening opening) {
    return new StreamTree(new Entry(name, size, modified, null, opening));
  }

  static StreamTree of(String name, byte[] bytes, @Nullable String shortcoming) {
    return new StreamTree(
        new Entry(name, bytes.length, null, shortcoming, () -> new ByteArrayInputStream(bytes)));
  }

  @Override
  public List<Entry> matching(Glob glob) {
    return glob.matches(entry.path()) ? List.of(entry) : List.of();
  }

  @Override
  public boolean hasFolder(String path) {
    return path.isEmpty();
  }

  @Override
  public List<String> names(String folder) {
    return folder.isEmpty() ? List.of(entry.path()) : List.of();
  }

  @Override
  public Optional<String> linkTarget(String path) {
    return Optional.empty();
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing is held open between reads.
  }
}
