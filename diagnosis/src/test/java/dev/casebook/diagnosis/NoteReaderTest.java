package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.verdicts.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteReaderTest {

  private static final String DETECT = Notes.detect("", "select name as subject from users");

  @TempDir private Path folder = Path.of("");

  @Test
  void aNoteIsReadWhole() throws UnusableFile {
    var header =
        """
        tags: [disk]
        applies: users
        explains: [other]
        aliases: old-name
        parameters: {least: {default: 5, unit: users}}
        signals:
          bad: {in: [sshd, /var/log/auth], match: 'no space'}
        references: [https://example.org/]\
        """;
    var body =
        "## Analysis\n"
            + Notes.hypothesis("A log grew", "select 1 from users")
            + "## Detect\n(negates: mounts, bonds)\n(optional: signal.bad)\n```sql\n"
            + "select *\nfrom users join signal.bad on true\n```\n"
            + DETECT;
    var note = Notes.read(folder, Notes.text(header, body));
    assertThat(note.id()).isEqualTo("full-disk");
    assertThat(note.severity()).isEqualTo(Severity.HIGH);
    assertThat(note.applies()).containsExactly("users");
    assertThat(note.aliases()).containsExactly("old-name");
    assertThat(note.parameters()).containsExactly(new Note.Parameter("least", "5", "users"));
    assertThat(note.signals().getFirst().in()).containsExactly("sshd", "/var/log/auth");
    assertThat(note.analysis()).extracting(Note.Block::heading).containsExactly("A log grew");
    var first = note.detects().getFirst();
    assertThat(first.negates()).containsExactly("bonds", "mounts");
    assertThat(first.optional()).containsExactly("signal.bad");
    assertThat(note.detects()).extracting(Note.Block::heading).containsExactly("", "one way");
    assertThat(note.symptom()).isEqualTo("It is full.");
    assertThat(note.experimental()).isTrue();
    assertThat(first.line()).isEqualTo(27);
  }

  @Test
  void aHeadingInsideAFenceIsNone() throws UnusableFile {
    var note =
        Notes.read(folder, Notes.text("", "## Detect\n```sql\nselect 1\n## not\nfrom users\n```"));
    assertThat(note.detects().getFirst().sql()).isEqualTo("select 1\n## not\nfrom users");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: 1 | schema: 2 | :1: the header: schema must be 1",
        "severity: high | severity: bad | :1: the header: severity must be critical, high, medium, low or info, not \"bad\"",
        "id: full-disk | id: Full Disk | :1: the header: id \"Full Disk\" is not of the form",
        "title: The disk is full | ttitle: x | :1: the header: unknown key \"ttitle\"",
        "title: The disk is full | ~: x | :1: the header: unknown key \"~\"",
        "title: The disk is full | title: [x] | :1: the header needs \"title\", a text",
        "title: The disk is full | title: 'x | :1: the header is not valid YAML",
        "severity: high | severity: high\\nsignals: x | :1: the header: signals must be a mapping",
        "severity: high | severity: high\\nsignals: {a: b} | :1: the header: signals.a must be a mapping",
        "## Cause | ## Course | :1: there is no section ## Cause",
        "## Detect: one way | ## Find | :1: there is no section ## Detect",
        "```sql | ```text | :10: \"Detect: one way\" has no sql block",
        "--- | --+ | :1: a note begins with a header between two lines of ---"
      })
  void aMistakeNamesFileAndLine(String right, String wrong, String message) {
    var text = Notes.text("", DETECT).replace(right, wrong.replace("\\n", "\n"));
    assertThatThrownBy(() -> Notes.read(folder, text))
        .isInstanceOf(UnusableFile.class)
        .hasMessageStartingWith(folder + "/full-disk/note.md" + message);
  }

  @Test
  void aHeaderMadeToHarmIsABadNote() {
    assertThatThrownBy(() -> Notes.read(folder, Notes.text("tags: " + "[".repeat(50_000), DETECT)))
        .isInstanceOf(UnusableFile.class);
    assertThatThrownBy(
            () -> Notes.read(folder, Notes.text("tags: &a [x]\nreferences: [*a, *a]", DETECT)))
        .isInstanceOf(UnusableFile.class);
  }

  @Test
  void aNoteThatIsNoTextIsABadNote() throws Exception {
    Files.createDirectories(folder.resolve("full-disk"));
    Files.write(folder.resolve("full-disk/note.md"), new byte[] {'-', (byte) 0xff});
    assertThatThrownBy(() -> NoteReader.read(folder.resolve("full-disk")))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void twoNotesOfOneNameAreABadNote() throws Exception {
    for (var parent : new String[] {"a", "b"}) {
      Notes.read(Files.createDirectories(folder.resolve(parent)), Notes.text("", DETECT));
    }
    assertThatThrownBy(() -> Casebook.read(folder))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("another note has the id \"full-disk\"");
    var one = Casebook.read(folder.resolve("a"));
    assertThat(one.matching("full*").notes()).hasSize(1);
    assertThat(one.matching("f.*").notes()).isEmpty();
    assertThat(one.note("full-disk")).isPresent();
  }
}
