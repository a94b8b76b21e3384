package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFileTest {

  @TempDir private Path folder = Path.of("");

  private Path note(String text) throws IOException {
    var note = Files.createDirectories(folder.resolve("area/full-disk")).resolve("note.md");
    return Files.writeString(note, text);
  }

  @Test
  void aNoteThatIsALinkIsNotRead() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "the secret");
    Files.createDirectories(folder.resolve("area/full-disk"));
    Files.createSymbolicLink(folder.resolve("area/full-disk/note.md"), secret);
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .isInstanceOf(UnusableFile.class)
        .hasMessageEndingWith(
            "note.md:1: it is a symbolic link, which is not followed; copy the file");
  }

  @Test
  void aFileThatNoPersonWroteIsNotRead() throws IOException, UnusableFile {
    var note = Notes.text("", Notes.detect("", "from users"));
    note(note + "x".repeat(PageFile.BYTES_MAX - note.length()));
    assertThat(Casebook.read(folder, List.of()).notes()).hasSize(1);
    note(note + "x".repeat(PageFile.BYTES_MAX - note.length() + 1));
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .hasMessageEndingWith("note.md:1: it is longer than 256 KiB, which no note needs");
  }

  @Test
  void idsAndDefaultsAreShort() throws IOException {
    var note = Notes.text("", Notes.detect("", "from users"));
    note(note.replace("id: full-disk", "id: " + "a-".repeat(100_000) + "a"));
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .hasMessageEndingWith("the header: an id has at most 64 characters");
    var parameters = "parameters: {least: {default: " + "7".repeat(201) + "}}";
    note(Notes.text(parameters, Notes.detect("", "from users")));
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .hasMessageEndingWith("a default has at most 200 characters");
  }

  @Test
  void aTextThatIsNotUtf8IsTold() throws IOException {
    var note = note("");
    Files.write(note, new byte[] {'-', '-', '-', '\n', (byte) 0xFF});
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("note.md");
  }
}
