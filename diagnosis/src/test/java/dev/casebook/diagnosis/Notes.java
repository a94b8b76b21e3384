package dev.casebook.diagnosis;

import dev.casebook.query.SelectParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Small notes and views made up for a test, as text and as they are read from a folder.
final class Notes {

  private static final String FRAME =
      """
      ---
      schema: 2
      id: full-disk
      title: The disk is full
      severity: high
      subject: '{name}'
      HEADER
      ---
      ## Symptom
      It is full.

      BODY

      ## Cause
      It grew.

      ## Remedy
      REMEDY
      """;

  static final String REMEDY = "```sh fix\nuserdel -- {name}\n```";

  private Notes() {}

  /// A note whose findings are told apart by their column `name`.
  static String text(String header, String body) {
    return text(header, body, REMEDY);
  }

  static String text(String header, String body, String remedy) {
    return FRAME
        .replace("REMEDY", remedy.strip())
        .replace("\nHEADER", header.isEmpty() ? "" : "\n" + header)
        .replace("BODY", body.strip());
  }

  /// A way to detect, whose SQL begins in the fifth line.
  static String detect(String mark, String sql) {
    return detect("{name} is there.", mark, sql);
  }

  static String detect(String sentence, String mark, String sql) {
    return "## Detect: one way\n> " + sentence + "\n" + mark + "\n```sql\n" + sql + "\n```\n";
  }

  /// @param heading with its kind, such as `Rival: a log grew`
  static String step(String heading, String sql) {
    return "### " + heading + "\n```sql\n" + sql + "\n```\n";
  }

  static String given(String name, String sql) {
    return "## Given: " + name + "\nOne row is one.\n```sql\n" + sql + "\n```\n";
  }

  /// The page of a view.
  ///
  /// @param header YAML; may be empty
  /// @param columns in backticks, separated by commas
  static String view(String header, String name, String columns, String sql) {
    return (header.isEmpty() ? "" : "---\n" + header + "\n---\n")
        + "# "
        + name
        + "\nOne row is one.\n\n- "
        + columns
        + "\n\n```sql\n"
        + sql
        + "\n```\n";
  }

  static void writeView(Path area, String name, String text) {
    write(area.resolve("views").resolve(name + ".md"), text);
  }

  /// Writes the note into `AREA/ID/`, and reads it with the views of its area.
  static Note read(Path area, String text) throws UnusableFile {
    var id = text.substring(text.indexOf("id: ") + 4).lines().findFirst().orElseThrow();
    var folder = area.resolve(id);
    write(folder.resolve("note.md"), text);
    try (var parser = new SelectParser()) {
      return Casebook.read(folder, List.of()).parsed(parser::parse).notes().getFirst();
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
