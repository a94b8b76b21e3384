package dev.casebook.diagnosis;

import dev.casebook.query.SelectParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small notes made up for a test, as text and as they are read from a folder.
final class Notes {

  private static final String FRAME =
      """
      ---
      schema: 1
      id: full-disk
      title: The disk is full
      severity: high
      HEADER
      ---
      ## Symptom
      It is full.

      BODY

      ## Finding
      FINDING

      ## Cause
      It grew.

      ## Remedy
      ```sh
      userdel -- {subject}
      ```
      """;

  private Notes() {}

  static String text(String header, String body) {
    return text(header, body, "{subject} is there.");
  }

  static String text(String header, String body, String finding) {
    return FRAME
        .replace("FINDING", finding)
        .replace("\nHEADER", header.isEmpty() ? "" : "\n" + header)
        .replace("BODY", body.strip());
  }

  /// A way to detect.
  static String detect(String options, String sql) {
    return "## Detect: one way\n" + options + "\n```sql\n" + sql + "\n```\n";
  }

  static String hypothesis(String words, String sql) {
    return "### " + words + "\n```sql\n" + sql + "\n```\n";
  }

  static Note read(Path parent, String text) throws UnusableFile {
    try {
      var folder = Files.createDirectories(parent.resolve("full-disk"));
      Files.writeString(folder.resolve("note.md"), text);
      try (var parser = new SelectParser()) {
        return NoteRelations.named(NoteReader.read(folder), parser::parse);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
