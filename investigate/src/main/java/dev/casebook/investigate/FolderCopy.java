package dev.casebook.investigate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// A copy of a folder of evidence of which files can be taken away for a while; links are copied as
/// links.
final class FolderCopy implements AutoCloseable {

  private final Path parent;
  private final Path folder;
  private final List<Path> files;

  private FolderCopy(Path parent, Path folder, List<Path> files) {
    this.parent = parent;
    this.folder = folder;
    this.files = List.copyOf(files);
  }

  /// Whoever calls closes it.
  static FolderCopy of(Path original) throws IOException {
    var parent = Files.createTempDirectory("casebook-");
    var folder = parent.resolve(original.getFileName().toString());
    var files = new ArrayList<Path>();
    try (var all = Files.walk(original)) {
      for (var each : (Iterable<Path>) all.sorted()::iterator) {
        var relative = original.relativize(each);
        Files.copy(each, folder.resolve(relative.toString()), LinkOption.NOFOLLOW_LINKS);
        if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          files.add(relative);
        }
      }
    }
    return new FolderCopy(parent, folder, files);
  }

  Path folder() {
    return folder;
  }

  /// Relative to the folder.
  List<Path> files() {
    return files;
  }

  /// Does something while a file is not there.
  <T> T without(Path file, Supplier<T> action) throws IOException {
    var aside = parent.resolve("aside");
    var place = folder.resolve(file);
    Files.move(place, aside);
    try {
      return action.get();
    } finally {
      Files.move(aside, place);
    }
  }

  @Override
  public void close() {
    try (var all = Files.walk(parent)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
