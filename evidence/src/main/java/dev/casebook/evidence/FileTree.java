package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of a source, under relative paths with `/` between names. Links are resolved inside
/// the tree and nowhere else.
public interface FileTree extends AutoCloseable {

  /// The regular files whose paths match, in order of path. Bounded; see the tree's problems.
  List<Entry> matching(Glob glob);

  /// Whether there is a folder of this path.
  boolean hasFolder(String path);

  /// The names in a folder, in order; empty if it can't be read.
  List<String> names(String folder);

  /// Where a symbolic link points, as it was written; empty if there is no such link.
  Optional<String> linkTarget(String path);

  /// What could not be read in this tree, and why; may grow while it is read.
  List<String> problems();

  /// Whether bytes of the source are missing or wrong, such as of an archive that was cut.
  default boolean isDamaged() {
    return false;
  }

  @Override
  void close();

  /// One regular file.
  ///
  /// @param size in bytes; 0 for files of /proc, which tell no size
  /// @param shortcoming why its bytes are not all there, or null
  record Entry(
      String path,
      long size,
      @Nullable Instant modified,
      @Nullable String shortcoming,
      Opening opening) {

    public InputStream open() throws IOException {
      return opening.open();
    }
  }

  /// Opens a file's bytes.
  interface Opening {
    InputStream open() throws IOException;

    /// The bytes at any position, where they lie in a file of this machine; empty elsewhere.
    default Optional<MappedBytes> map() throws IOException {
      return Optional.empty();
    }
  }
}
