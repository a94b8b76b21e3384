package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An author's way from a new note to one that is whole.
class OwnNotesTest {

  @TempDir private Path folder = Path.of("");

  private Path note = Path.of("");

  @BeforeEach
  void aNewNote() {
    assertThat(Launch.of("notes", "new", "disk-full", "--in", folder.toString()).status()).isZero();
    note = folder.resolve("disk-full/note.md");
  }

  private void replace(String right, String wrong) throws IOException {
    var text = Files.readString(note);
    assertThat(text).contains(right);
    Files.writeString(note, text.replace(right, wrong));
  }

  @Test
  void aNewNoteHasNoFaultAndPassesItsOwnTest() {
    var lint = Launch.of("notes", "lint", folder.toString());
    assertThat(lint.output()).isEqualTo("1 note or view checked, 0 faults\n");
    assertThat(lint.status()).isZero();
    var test = Launch.of("notes", "test", "--notes", folder.toString());
    assertThat(test.output()).isEqualTo("ok    disk-full (2)\n2 passed, 0 failed\n");
    assertThat(test.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"Disk-full", "disk--full", "disk_full", "../disk", "''"})
  void theNameOfANoteIsOfWords(String id) {
    var launch = Launch.of("notes", "new", id, "--in", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints()).hasSize(1).first().asString().contains("is not of the form");
  }

  @Test
  void whatIsThereIsNotWrittenOver() {
    var launch = Launch.of("notes", "new", "disk-full", "--in", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints()).hasSize(1).first().asString().contains("already exists");
  }

  @Test
  void theNameOfAShippedNoteIsTaken() {
    var launch = Launch.of("notes", "new", "conntrack-table-full", "--in", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints())
        .containsExactly(
            "casebook: a note of Casebook's own is called conntrack-table-full; choose another ID");
  }

  @Test
  void whatIsWrongWithANoteIsToldLineByLineAndNotOfItsEvidence() throws IOException {
    replace("select file, count", "selct file, count");
    var host = folder.resolve("disk-full/fires/full");
    var launch =
        Launch.of("diagnose", "--notes", folder.toString(), "--note", "disk-full", host.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output().replaceAll("\\s+", " "))
        .contains("error disk-full: ", "syntax error")
        .doesNotContain("␊", "holds no evidence");
  }

  @Test
  void everyFaultOfFormIsToldWithItsPlace() throws IOException {
    replace("## Symptom", "## Sympton");
    replace("> exampled", "exampled");
    var launch = Launch.of("notes", "lint", folder.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .contains(
            note + ":15: unknown heading ## Sympton; did you mean ## Symptom?\n",
            note + ":22: there is no sentence under ## Detect: exampled says so;")
        .endsWith("1 note or view checked, 3 faults\n");
  }

  @Test
  void aFaultOfSqlIsToldWithItsPlace() throws IOException {
    replace("select file, count(*)", "select fil, count(*)");
    var launch = Launch.of("notes", "lint", folder.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains(note + ":26: ").contains("did you mean");
  }

  @Test
  void aSentenceThatIsNotExpectedIsShownBesideTheExpectedOne() throws IOException {
    replace("> exampled could", "> exampled can");
    var launch = Launch.of("notes", "test", "--notes", folder.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .contains(
            "FAIL  disk-full (1)\n",
            "- exampled could not write",
            "+ exampled can not write",
            "1 passed, 1 failed\n");
  }

  @Test
  void whatANoteSaysCanBeTakenForWhatItMustSay() throws IOException {
    replace("> exampled could", "> exampled can");
    var launch = Launch.of("notes", "test", "--update", "--notes", folder.toString());
    assertThat(launch.status()).isZero();
    assertThat(folder.resolve("disk-full/fires/full.expected"))
        .content()
        .startsWith("exampled can not write");
  }

  @Test
  void aNoteThatFiresOnWhatItMustStaySilentOnFails() throws IOException {
    var log = folder.resolve("disk-full/clear/mended/var/log/syslog");
    var full = folder.resolve("disk-full/fires/full/var/log/syslog");
    Files.writeString(log, Files.readString(full));
    var launch = Launch.of("notes", "test", "--notes", folder.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains("FAIL  disk-full (1)\n").endsWith("1 passed, 1 failed\n");
  }

  @Test
  void evidenceThatIsTakenAwayIsNamedWithWhatTheNoteSaysThen() {
    var launch = Launch.of("notes", "test", "--ablate", "--notes", folder.toString());
    assertThat(launch.output())
        .startsWith("disk-full\n")
        .contains("  without ", "var/log/syslog\n    no_evidence");
    assertThat(launch.status()).isZero();
  }

  @Test
  void itIsExplainedHowANoteComesToWhatItSays() {
    var host = folder.resolve("disk-full/fires/full");
    var launch =
        Launch.of("notes", "explain", "--notes", folder.toString(), "disk-full", host.toString());
    assertThat(launch.status()).isZero();
    assertThat(launch.output().replaceAll("\\s+", " "))
        .startsWith("web1 ")
        .contains(
            "signal.cannot_write complete, 2 hits",
            "cannot write /var/lib/exampled/queue: No space left on device",
            "exampled says so demands signal.cannot_write rows 1 ");
  }

  @Test
  void notesOfOnesOwnAreListedAndShown() {
    var list = Launch.of("notes", "list", "--notes", folder.toString());
    assertThat(list.output()).endsWith("\n  disk-full                     medium: Disk full\n");
    var show = Launch.of("notes", "show", "--notes", folder.toString(), "disk-full");
    assertThat(show.output()).startsWith("---\nschema: 2\nid: disk-full\n");
  }

  @Test
  void aNoteWithoutEvidenceOnWhichItFiresIsSaidToBeExperimental() throws IOException {
    Files.move(folder.resolve("disk-full/fires"), folder.resolve("disk-full/.fires"));
    var test = Launch.of("notes", "test", "--notes", folder.toString());
    assertThat(test.output()).contains("experimental: it has no fires/ that shows it firing");
  }

  /// What is named by a path from here is the same host as what is named from the top, and its name
  /// is told by its lines where nothing else tells it.
  @Test
  void oneHostIsOneHostToNotesOfOnesOwn() {
    var here = Path.of("").toAbsolutePath();
    var full = here.relativize(folder.toAbsolutePath().resolve("disk-full/fires/full"));
    var one = Launch.of("diagnose", "--notes", folder.toString(), full.toString());
    assertThat(one.output()).contains("finding").contains(" on web1;").doesNotContain("snapshots");
    var clear = full.resolveSibling("../clear/mended").normalize();
    assertThat(Launch.of("diagnose", "--notes", folder.toString(), clear.toString()).status())
        .isZero();
    var log = full.resolve("var/log/syslog").toString();
    assertThat(
            Launch.of("diagnose", "--notes", folder.toString(), "--note", "disk-full", log)
                .output())
        .contains("1 finding on web1;");
  }

  @Test
  void aNoteOfOnesOwnIsDiagnosedWith() {
    var host = folder.resolve("disk-full/fires/full");
    var launch =
        Launch.of("diagnose", "--note", "disk-full", "--notes", folder.toString(), host.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .startsWith("MEDIUM  Disk full\n")
        .contains(
            "rival: The file system is mounted read-only", "df -h -- '/var/lib/exampled/queue'");
  }
}
