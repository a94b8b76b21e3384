package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasebookLintTest {

  private static final Schema SCHEMA = Schema.of(Catalogue.spine());

  private static final String NOTE = Notes.text("", Notes.detect("", "from users"));

  private static final String PROVENANCE = "\n## Provenance\nMade up.\n";

  @TempDir private Path casebook = Path.of("");

  @AfterAll
  static void close() {
    SCHEMA.close();
  }

  /// A note called as its folder is.
  private Path note(String text) throws IOException {
    var folder = Files.createDirectories(casebook.resolve("area/full-disk"));
    Files.writeString(folder.resolve("note.md"), text);
    return folder;
  }

  /// Without the path of the note.
  private List<String> complaints() throws UnusableFile {
    return CasebookLint.of(casebook, List.of(), SCHEMA).complaints().stream()
        .map(told -> told.replaceFirst("^.*/note\\.md", ""))
        .toList();
  }

  @Test
  void aNoteWithoutEvidenceNeedsNoProvenance() throws IOException, UnusableFile {
    note(NOTE);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void evidenceHasAProvenance() throws IOException, UnusableFile {
    var folder = note(NOTE);
    Files.createDirectories(folder.resolve("fires/lab"));
    assertThat(complaints())
        .containsExactly(
            ":1: say where the evidence in fires/ and clear/ comes from: ## Provenance");
    note(NOTE + PROVENANCE);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void whatNobodyReadsIsTold() throws IOException, UnusableFile {
    var folder = note(NOTE + PROVENANCE);
    Files.createDirectories(folder.resolve("fire/lab"));
    Files.createDirectories(folder.resolve("fires/lab"));
    Files.writeString(folder.resolve("fires/lab.expected"), "eve is there.\n");
    Files.writeString(folder.resolve("fires/other.expected"), "eve is there.\n");
    Files.createDirectories(folder.resolve("clear"));
    Files.writeString(folder.resolve("clear/messages"), "all is well\n");
    Files.writeString(folder.resolve("README.md"), "# How it was made\n");
    assertThat(complaints())
        .containsExactly(
            ":1: nothing reads clear/messages; evidence is a folder, clear/NAME/",
            ":1: nothing reads the folder fire; did you mean fires?",
            ":1: fires/other.expected says what nothing is there for: make fires/other/");
  }
}
