package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.evidence.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;

/// A made-up host whose evidence lies in a folder, as a root folder or as a sosreport; its tables
/// are read the way those of any source are.
public final class Specimen {

  private final String commandFolder;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private Specimen(String commandFolder) {
    this.commandFolder = commandFolder;
  }

  /// Files of the host under their paths, outputs of commands in `commands/`.
  public static Specimen host() {
    return new Specimen("commands/");
  }

  /// The same as sos lays it out.
  public static Specimen sosreport() {
    return new Specimen("sos_commands/networking/");
  }

  /// A sample under `src/test/resources/samples/`.
  public static String sample(String name) {
    try (var in = Specimen.class.getResourceAsStream("/samples/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Specimen file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public Specimen file(String path, byte[] content) {
    files.put(path.substring(1), content);
    return this;
  }

  public Specimen command(String line, String content) {
    var name = new ArtifactName.Command(line).mangled();
    files.put(commandFolder + name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// Puts content where an artifact of this name lies; a glob becomes some path that it matches.
  public Specimen artifact(ArtifactName name, byte[] content) {
    return switch (name) {
      case ArtifactName.File file ->
          file(file.path().replace("/**/", "/some/").replace("*", "x"), content);
      case ArtifactName.Command command -> {
        files.put(commandFolder + command.mangled().replace("*", "x"), content);
        yield this;
      }
    };
  }

  /// What came of reading a table.
  ///
  /// @param cited for each row the line that its origin names
  public record Outcome<R extends Record>(List<R> rows, List<String> cited, Coverage coverage) {

    public R only() {
      if (rows.size() != 1) {
        throw new AssertionError("not one row but " + rows);
      }
      return rows.getFirst();
    }
  }

  public <R extends Record> Outcome<R> read(Table<R> table) {
    try {
      var folder = Files.createTempDirectory("specimen");
      try {
        write(folder);
        try (var source = sources().open(folder.toString())) {
          return read(table, source.snapshots().getFirst());
        }
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnreadableSource e) {
      throw new AssertionError(e);
    }
  }

  /// No loose files are told apart here, so nobody asks the recogniser.
  @NullUnmarked
  private static Sources sources() {
    return new Sources(null, new Wanted(List.of()), InputStream.nullInputStream(), Instant.EPOCH);
  }

  private void write(Path folder) throws IOException {
    // Even without files it is a host's root.
    Files.createDirectories(folder.resolve("etc"));
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static <R extends Record> Outcome<R> read(Table<R> table, Snapshot snapshot)
      throws IOException {
    var rows = new ArrayList<R>();
    var origins = new ArrayList<Long>();
    var coverage =
        new TableReader(snapshot)
            .read(
                table,
                (origin, row) -> {
                  origins.add(origin);
                  return rows.add(table.row().cast(row));
                });
    var cited = new ArrayList<String>();
    var contents = new HashMap<Artifact, byte[]>();
    for (var origin : origins) {
      var place = snapshot.ledger().place(origin).orElseThrow();
      if (!contents.containsKey(place.artifact())) {
        try (var in = place.artifact().open()) {
          contents.put(place.artifact(), in.readAllBytes());
        }
      }
      cited.add(line(Objects.requireNonNull(contents.get(place.artifact())), place.offset()));
    }
    return new Outcome<>(List.copyOf(rows), List.copyOf(cited), coverage);
  }

  /// Enough of a line to know it by.
  private static final int CITED_MAX = 200;

  private static String line(byte[] content, long offset) {
    int from = Math.toIntExact(offset);
    int length = Math.min(content.length - from, CITED_MAX);
    return new String(content, from, length, StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .orElse("")
        .strip();
  }
}
