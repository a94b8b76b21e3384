package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a stranger's note or view: read, or refused with its place.
class NoteFuzz {

  @TempDir private static Path folder = Path.of("");

  /// The notes and views of the casebook.
  static Stream<byte[]> seeds() throws IOException {
    try (var files = Files.walk(Path.of(System.getProperty("casebook.root"), "notes"))) {
      return files
          .filter(file ->
              file.endsWith("note.md") || file.resolveSibling(".").normalize().endsWith("views"))
          .sorted()
          .map(NoteFuzz::bytes)
          .toList()
          .stream();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void itIsReadOrRefused(byte[] bytes) throws IOException {
    Files.write(folder.resolve("note.md"), bytes);
    try {
      var note = NoteReader.read(folder);
      assertThat(note.id()).isNotBlank();
      for (var text : new String[] {note.cause(), note.remedy().text()}) {
        var template = new Template(text);
        assertThat(template.misplaced()).isNotNull();
        assertThat(template.names()).isNotNull();
        assertThat(template.fill(name -> name)).isNotNull();
      }
      for (var block : note.blocks()) {
        assertThat(Parameters.defaults().fill(note, block.sql())).isNotNull();
      }
      note.detects().forEach(detect -> isSaidOrRefused(detect.sentence()));
      isSaidOrRefused(note.header().subject());
    } catch (UnusableFile refused) {
      assertThat(refused.getMessage()).contains("note.md:");
    }
    try {
      assertThat(ViewReader.read(folder.resolve("note.md")).columns()).isNotEmpty();
    } catch (UnusableFile refused) {
      assertThat(refused.getMessage()).contains("note.md:");
    }
  }

  private static void isSaidOrRefused(String text) {
    try {
      assertThat(Sentence.of(text).say(name -> name, new Printed(true, Language.ENGLISH)))
          .isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
