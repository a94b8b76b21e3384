package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.wings.captures.CapturesWing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Evidence made up for a test, read as any other source: laid out in a folder, opened, and one
/// table read from its first snapshot.
final class Sample {

  private final Map<String, byte[]> files = new TreeMap<>();
  private final boolean hasLayout;

  private Sample(boolean hasLayout) {
    this.hasLayout = hasLayout;
  }

  /// A root file system, with outputs of commands in `commands/`.
  static Sample root() {
    return new Sample(true);
  }

  /// A folder of files without a layout.
  static Sample loose() {
    return new Sample(false);
  }

  /// Sources that read for all tables, the wing's among them.
  static Sources sources() {
    var catalogue = Catalogue.spine().with(new CapturesWing().tables());
    return new Sources(
        catalogue.recogniser(), catalogue.wanted(), InputStream.nullInputStream(), Instant.EPOCH);
  }

  Sample file(String path, byte[] content) {
    files.put(path.substring(path.startsWith("/") ? 1 : 0), content);
    return this;
  }

  <R extends Record> Outcome<R> read(Table<R> table) {
    try {
      var folder = Files.createTempDirectory("sample");
      try {
        write(folder);
        return read(folder, table);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path folder) throws IOException {
    if (hasLayout) {
      Files.createDirectories(folder.resolve("etc"));
    }
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  static <R extends Record> Outcome<R> read(Path folder, Table<R> table) {
    try (var source = sources().open(folder.toString())) {
      var rows = new ArrayList<R>();
      var coverage =
          new TableReader(source.snapshots().getFirst())
              .read(table, (_, row) -> rows.add(table.row().cast(row)));
      return new Outcome<>(rows, coverage);
    } catch (UnreadableSource e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// What reading a table came to.
  record Outcome<R extends Record>(List<R> rows, Coverage coverage) {
    R only() {
      if (rows.size() != 1) {
        throw new AssertionError(rows.size() + " rows, " + coverage + ": " + rows);
      }
      return rows.getFirst();
    }
  }
}
