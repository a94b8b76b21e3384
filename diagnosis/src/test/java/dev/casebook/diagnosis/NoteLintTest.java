package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteLintTest {

  private static final Schema SCHEMA = Schema.of(Catalogue.spine());

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() {
    SCHEMA.close();
  }

  @Test
  void aSoundNoteHasNothingToComplainOf() throws UnusableFile {
    var sql = "select name as subject, origin from users where uid > $least";
    var note =
        Notes.read(folder, Notes.text("parameters: {least: {default: 5}}", Notes.detect("", sql)));
    assertThat(NoteLint.complaints(note, SCHEMA)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drop table users | only one SELECT is allowed here",
        "select now() as subject from users | a note may not call the function now",
        "select random() as subject from users | a note may not call the function random",
        "select repeat(name, 9) as subject from users | a note may not call the function repeat",
        "select content as subject from read_text('/etc/passwd') | a note may not call the function read_text",
        "select first(name) as subject from users | first without ORDER BY gives different results each time",
        "select name as subject from users limit 1 | LIMIT without ORDER BY gives different rows each time",
        "select message as subject from logs | notes reach logs through signals only",
        "select place as subject from evidence | evidence reads all tables and is for people's questions only",
        "select 1 as subject from nothing | there is no table or signal nothing",
        "select 1 as subject from signal.none | there is no table or signal signal.none",
        "select name from users | returns no column subject, which the text names",
        "select nam as subject from users | did you mean"
      })
  void whatANoteMustNotDoIsToldWithItsLine(String sql, String complaint) throws UnusableFile {
    var note = Notes.read(folder, Notes.text("", Notes.detect("", sql)));
    assertThat(NoteLint.complaints(note, SCHEMA))
        .anySatisfy(told -> assertThat(told).startsWith(note.file() + ":13: ").contains(complaint));
  }

  @Test
  void aTableIsNothingThatIsInstalled() throws UnusableFile {
    var note =
        Notes.read(
            folder,
            Notes.text(
                "applies: [kubelet, kernel_modules]",
                Notes.detect("", "select name as subject from users")));
    assertThat(NoteLint.complaints(note, SCHEMA))
        .containsExactly(
            note.file()
                + ":1: applies names what can be installed; kernel_modules is a table or signal");
  }

  @Test
  void aQuotedPlaceholderAndABadPatternAreTold() throws UnusableFile {
    var text =
        Notes.text(
                "signals: {bad: {in: sshd, match: '(?<=x)y'}}",
                Notes.detect("", "select name as subject from users"))
            .replace("-- {subject}", "'{subject}'");
    assertThat(NoteLint.complaints(Notes.read(folder, text), SCHEMA))
        .hasSize(2)
        .anyMatch(told -> told.contains("signal bad: "))
        .anyMatch(told -> told.contains("{subject} is inside quotes"));
  }
}
