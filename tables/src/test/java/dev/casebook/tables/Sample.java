package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.LooseNames;
import dev.casebook.evidence.Source;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Evidence made up for a test, read as any other source: laid out in a folder, opened, and one
/// table read from its first snapshot.
public final class Sample {

  /// Enough of a line to know it by.
  private static final int CITED_MAX = 200;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final String root;
  private final String commands;

  private Sample(String root, String commands) {
    this.root = root;
    this.commands = commands;
  }

  /// A root file system, with outputs of commands in `commands/`.
  public static Sample root() {
    return new Sample("", "commands/");
  }

  /// A bundle of sos.
  public static Sample sosreport() {
    return new Sample("sosreport-node1/", "sosreport-node1/sos_commands/plugin/");
  }

  /// An archive of insights-client.
  public static Sample insights() {
    return new Sample("insights-node1/data/", "insights-node1/data/insights_commands/");
  }

  /// A folder of files without a layout.
  public static Sample loose() {
    return new Sample("", "");
  }

  public Sample file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public Sample file(String path, byte[] content) {
    files.put(root + path.substring(path.startsWith("/") ? 1 : 0), content);
    return this;
  }

  /// A file with the content of a resource under `samples/`.
  public Sample fileFrom(String path, String resource) {
    return file(path, bytes(resource));
  }

  /// The output of a command, under the name that a collector gives it.
  public Sample command(String line, String output) {
    return command(line, output.getBytes(StandardCharsets.UTF_8));
  }

  public Sample command(String line, byte[] output) {
    var name = new ArtifactName.Command(line).mangled();
    files.put(commands + name.replace("*", ""), output);
    return this;
  }

  public Sample commandFrom(String line, String resource) {
    return command(line, bytes(resource));
  }

  /// Sources that read for all tables.
  public static Sources sources() {
    return new Sources(
        Catalogue.spine().recogniser(),
        Catalogue.spine().wanted(),
        InputStream.nullInputStream(),
        Instant.EPOCH);
  }

  /// Puts content where an artifact of this name lies; a glob becomes some path that it matches.
  public Sample artifact(ArtifactName name, byte[] content) {
    return switch (name) {
      case ArtifactName.File(var path) ->
          file(path.replace("/**/", "/some/").replace("*", "x"), content);
      case ArtifactName.Command(var line) -> command(line.replace("*", "x"), content);
    };
  }

  /// A resource under `samples/`.
  public static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  public static byte[] bytes(String resource) {
    try (InputStream in = Sample.class.getResourceAsStream("/samples/" + resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no sample " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <R extends Record> Outcome<R> read(Table<R> table) {
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
    if (!commands.isEmpty()) {
      // Even without files it is a host's root.
      Files.createDirectories(folder.resolve(root + "etc"));
    }
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static <R extends Record> Outcome<R> read(Path folder, Table<R> table)
      throws IOException {
    var sources =
        new Sources(
            new OneTable(table),
            new Wanted(List.of(table.wish())),
            InputStream.nullInputStream(),
            Instant.EPOCH);
    try (var source = open(sources, folder)) {
      var snapshot = source.snapshots().getFirst();
      var rows = new ArrayList<R>();
      var places = new ArrayList<Ledger.Place>();
      var coverage =
          new TableReader(snapshot)
              .read(
                  table,
                  (origin, row) -> {
                    places.add(snapshot.ledger().place(origin).orElseThrow());
                    return rows.add(table.row().cast(row));
                  });
      return new Outcome<>(rows, lines(places), coverage);
    }
  }

  private static List<String> lines(List<Ledger.Place> places) throws IOException {
    var lines = new ArrayList<String>();
    var contents = new HashMap<Artifact, byte[]>();
    for (var place : places) {
      if (!contents.containsKey(place.artifact())) {
        try (var in = place.artifact().open()) {
          contents.put(place.artifact(), in.readAllBytes());
        }
      }
      lines.add(line(contents.get(place.artifact()), Math.toIntExact(place.offset())));
    }
    return lines;
  }

  private static String line(byte[] content, int from) {
    int length = Math.min(content.length - from, CITED_MAX);
    return new String(content, from, length, StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .orElse("")
        .strip();
  }

  private static Source open(Sources sources, Path folder) {
    try {
      return sources.open(folder.toString());
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
  ///
  /// @param cited for each row the line that its origin names
  public record Outcome<R extends Record>(List<R> rows, List<String> cited, Coverage coverage) {

    public R only() {
      if (rows.size() != 1) {
        throw new AssertionError(rows.size() + " rows, " + coverage + ": " + rows);
      }
      return rows.getFirst();
    }
  }

  private record OneTable(Table<?> table) implements LooseNames.Recogniser {
    @Override
    public Optional<ArtifactName> recognise(String path, byte[] head) {
      return table.recognise(head, new String(head, StandardCharsets.UTF_8));
    }

    @Override
    public boolean isKnownName(String words) {
      return table.artifacts().stream().anyMatch(a -> LooseNames.words(a.text()).equals(words));
    }
  }

  /// Whether nothing of what was read is lost: at most it says what such evidence never tells.
  public static boolean isSound(Coverage coverage) {
    return coverage.hasAllRows()
        || coverage
            .reason()
            .matches(
                "\\S+ lists only (?:services|units that have failed)(?:; \\S+ tells [^;]* beside it)?");
  }
}
