package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteReaderTest {

  private static final String DETECT = Notes.detect("", "select name from users");

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
          bad:
            in: [sshd, /var/log/auth]
            silent: below level 3
            match: 'no space'
            example: no space left
        references: [https://example.org/]\
        """;
    var body =
        "## Analysis\nThe walk.\n\n"
            + Notes.step("Rival: a log grew", "from users")
            + Notes.given("those", "from users")
            + "## Detect: first\n> {name} is\n> there.\n\nSince so it is.\n"
            + "(negates: mounts, bonds)\n(optional: signal.bad)\n(finds only: it may be late)\n```sql\n"
            + "select *\nfrom users join signal.bad on true\n```\n"
            + DETECT;
    var note = Notes.read(folder, Notes.text(header, body));
    assertThat(note.id()).isEqualTo("full-disk");
    assertThat(note.severity()).isEqualTo(Severity.HIGH);
    assertThat(note.header().applies()).containsExactly("users");
    assertThat(note.header().explains()).containsExactly("other");
    assertThat(note.header().aliases()).containsExactly("old-name");
    assertThat(note.header().subject()).isEqualTo("{name}");
    assertThat(note.header().parameters())
        .containsExactly(new Note.Parameter("least", "5", "users"));
    assertThat(note.signals())
        .containsExactly(
            new SignalDefinition(
                    "bad",
                    List.of("sshd", "/var/log/auth"),
                    "no space",
                    "",
                    "below level 3",
                    Optional.empty(),
                    List.of("no space left"),
                    13,
                    Optional.empty())
                .outlined());
    var step = note.analysis().getFirst();
    assertThat(step.kind()).isEqualTo(Step.Kind.RIVAL);
    assertThat(step.block().heading()).isEqualTo("a log grew");
    assertThat(note.given()).extracting(View::name).containsExactly("those");
    assertThat(note.detects())
        .extracting(detect -> detect.block().heading())
        .containsExactly("first", "one way");
    var first = note.detects().getFirst();
    assertThat(first.sentence()).isEqualTo("{name} is there.");
    assertThat(first.line()).isEqualTo(36);
    assertThat(first.block().sql()).isEqualTo("select *\nfrom users join signal.bad on true");
    assertThat(first.block().line()).isEqualTo(44);
    assertThat(first.block().marks().negates()).containsExactly("bonds", "mounts");
    assertThat(first.block().marks().optional()).containsExactly("signal.bad");
    assertThat(first.block().marks().findsOnly()).isEqualTo("it may be late");
    assertThat(note.symptom()).isEqualTo("It is full.");
    assertThat(note.cause()).isEqualTo("It grew.");
    assertThat(note.remedy().text()).isEqualTo(Notes.REMEDY);
    assertThat(note.experimental()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "from users",
    "select name from users",
    "SELECT 1 FROM users",
    "with u as (from users) from u",
    "values (1)"
  })
  void aBlockOfOneLineMayStandBetweenBackticks(String sql) throws UnusableFile {
    var note =
        Notes.read(folder, Notes.text("", "## Detect: x\n> It is.\n\nIn `users`.\n`" + sql + "`"));
    assertThat(note.detects().getFirst().block().sql()).isEqualTo(sql);
    assertThat(note.detects().getFirst().block().line()).isEqualTo(15);
  }

  @Test
  void aHeadingInsideAFenceIsNone() throws UnusableFile {
    var text = Notes.text("", "## Detect: x\n> It is.\n```sql\nselect 1\n## not\nfrom users\n```");
    assertThat(Notes.read(folder, text).detects().getFirst().block().sql())
        .isEqualTo("select 1\n## not\nfrom users");
    var remedy = "````text\n```sh fix\n## not\n````\nDone.";
    assertThat(Notes.read(folder, Notes.text("", DETECT, remedy)).remedy().text())
        .isEqualTo(remedy);
  }

  @Test
  void theRemedyMayBeginWithABlockOverWhatWasFound() throws UnusableFile {
    var remedy =
        "\n```sql\nselect 1 as n\nfrom found\n```\n\n{n} times:\n" + Notes.REMEDY + "\n\n\n";
    var note = Notes.read(folder, Notes.text("", DETECT).replace(Notes.REMEDY, remedy));
    assertThat(note.remedy().block().orElseThrow().sql()).isEqualTo("select 1 as n\nfrom found");
    assertThat(note.remedy().block().orElseThrow().line()).isEqualTo(24);
    assertThat(note.remedy().text()).isEqualTo("{n} times:\n" + Notes.REMEDY);
    assertThat(note.remedy().line()).isEqualTo(28);
  }

  @Test
  void aRemedyOfOneLineOfSqlIsReadWhateverBlankLinesFollow() throws UnusableFile {
    var remedy = "```sql\nfrom found\n```\n" + Notes.REMEDY + "\n\n\n\n\n";
    var note = Notes.read(folder, Notes.text("", DETECT).replace(Notes.REMEDY, remedy));
    assertThat(note.remedy().block().orElseThrow().sql()).isEqualTo("from found");
    assertThat(note.remedy().text()).isEqualTo(Notes.REMEDY);
  }

  @Test
  void aRunbookHasStepsAndNoDetect() throws UnusableFile {
    var steps =
        """
        ## Step: look
        See it.
        ```sh look
        df
        ```
        `from users`
        ## Step: repair
        (after: look)
        Do it.

        `from mounts`
        """;
    var note = Notes.read(folder, Notes.text("kind: runbook", steps));
    assertThat(note.isRunbook()).isTrue();
    assertThat(note.detects()).isEmpty();
    assertThat(note.steps()).extracting(RunbookStep::heading).containsExactly("look", "repair");
    assertThat(note.steps().getFirst().text()).isEqualTo("See it.\n```sh look\ndf\n```");
    assertThat(note.steps().getLast().after()).containsExactly("look");
    assertThat(note.steps().getLast().text()).isEqualTo("Do it.");
    assertThat(note.steps().getLast().block().sql()).isEqualTo("from mounts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a runbook has at least one section ## Step: …",
        "## Step: look\\nSee it. | there is no SQL under \"look\"",
        "## Step: look\\n`from users` | \"look\" does not say what to do",
        "## Step: look\\n(after: repair)\\nSee it.\\n`from users`\\n## Step: repair\\nDo it.\\n`from users` | (after: repair) names no step before this one",
        "## Step: look\\nSee it.\\n`from users`\\n## Step: look\\nDo it.\\n`from users` | a second section ## Step: look",
      })
  void aStepSaysWhatToDoAndHowToKnowThatItIsDone(String steps, String fault) {
    assertThatThrownBy(
            () -> Notes.read(folder, Notes.text("kind: runbook", steps.replace("\\n", "\n"))))
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: 2 | schema: 1 | :2: the header: schema must be 2; notes/README.md tells the form",
        "severity: high | severity: bad | :5: the header: severity must be critical, high, medium, low or info, not \"bad\"",
        "id: full-disk | id: Full Disk | :3: the header: id \"Full Disk\" is not of the form",
        "title: The disk is full | ttitle: x | :4: the header: unknown key \"ttitle\"; did you mean title?",
        "title: The disk is full | tags: a\\nreferenzes: x | :5: the header: unknown key \"referenzes\"; did you mean references?",
        "title: The disk is full | quite: other | :4: the header: unknown key \"quite\"; the keys are aliases, applies,",
        "title: The disk is full | ~: x | :4: the header: unknown key \"~\"",
        "title: The disk is full | title: [x] | :4: the header: needs \"title\", a text",
        "title: The disk is full | title: 'x | :",
        "severity: high | severity: high\\nsignals: x | :6: the header: signals must be a mapping",
        "severity: high | severity: high\\nsignals: {a: b} | :6: the header: signals.a must be a mapping",
        "severity: high | severity: high\\nsignals:\\n  one:\\n    match: x\\n  two:\\n    mach: y | :10: signals.two: unknown key \"mach\"; did you mean match?",
        "severity: high | severity: high\\nsignals:\\n  one:\\n    in: x | :7: signals.one: needs \"match\", a text",
        "severity: high | severity: high\\nsignals:\\n  One:\\n    match: x | :7: signals.One: a signal's name is of a-z, 0-9 and _",
        "severity: high | severity: high\\nparameters:\\n  a: {defalt: 1} | :7: parameters.a: unknown key \"defalt\"; did you mean default?",
        "severity: high | severity: high\\nkind: books | :6: the header: kind must be note or runbook",
        "severity: high | severity: high\\nscope: all | :6: the header: scope must be snapshot or together",
        "## Symptom | ## Sympton | :8: unknown heading ## Sympton; did you mean ## Symptom?",
        "## Cause | ## Course | :18: unknown heading ## Course; did you mean ## Cause?",
        "## Detect: one way | ## Detct: one way | :11: unknown heading ## Detct: one way; did you mean ## Detect: …?",
        "## Detect: one way | ## Detect | :11: unknown heading ## Detect; did you mean ## Detect: …?",
        "## Detect: one way | ## Give: a | :11: unknown heading ## Give: a; did you mean ## Given: …?",
        "## Detect: one way | ## Finding | :11: unknown heading ## Finding; there are Symptom, Analysis, Cause, Remedy, Provenance, Detect: …, Given: NAME",
        "## Detect: one way | ## Find it | :1: there is no section ## Detect: …",
        "## Cause | ## Analysis | :1: there is no section ## Cause",
        "## Cause | ## Symptom | :18: a second section ## Symptom",
        "```sql | ```text | :11: there is no SQL under \"one way\"; write `from …` or a sql block",
        "> {name} | {name} | :11: there is no sentence under ## Detect: one way; it is a line that begins with >",
        "```sql | (negate: x)\\n```sql | :14: unknown marker (negate: …); there are optional, negates, known, clear only with and finds only",
        "```sql | (after: another way)\\n```sql | :14: unknown marker (after: …); there are optional, negates, known, clear only with and finds only",
        "```sql | (optional: )\\n```sql | :14: (optional: …) says nothing",
        "```sql | (finds only)\\n```sql | :14: (finds only: …) says nothing",
        "## Cause | ```sql\\nfrom users\\n```\\n## Cause | :18: a second sql block; one SELECT stands under a heading",
        "select name from users\\n``` | select name from users | :14: the sql block has no end; close it with ```",
        "## Detect | ## Analysis\\n### A log grew\\n`from users`\\n## Detect | :12: a step is ### Rival: … (another cause that looks alike) or ### Cause: … (part of this one)",
        "## Detect | ## Analysis\\n### Rival: a log grew\\nIt may.\\n## Detect | :12: there is no SQL under \"a log grew\"",
        "## Detect | ## Given: Those\\n`from users`\\n## Detect | :11: a view's name is of a-z, 0-9 and _, not Those",
        "## Detect | ## Given: those\\nOne row.\\n## Detect | :11: there is no SQL under \"those\"",
        "## Remedy | ## Remedys | :21: unknown heading ## Remedys; did you mean ## Remedy?",
        "--- | --+ | :1: a note begins with a header between two lines of ---"
      })
  void aMistakeNamesFileAndLine(String right, String wrong, String message) {
    var from = right.replace("\\n", "\n");
    var text = Notes.text("", DETECT);
    assertThat(text).contains(from);
    var mistaken = text.replace(from, wrong.replace("\\n", "\n"));
    assertThatThrownBy(() -> NoteReader.read(folder.resolve("full-disk/note.md"), mistaken, true))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining(folder + "/full-disk/note.md" + message);
  }

  @Test
  void theMistakesOfANoteAreToldTogether() {
    var text =
        Notes.text("", DETECT + "## Detect: other\n(negate: x)\n").replace("## Cause", "## Course");
    assertThatThrownBy(() -> NoteReader.read(folder.resolve("note.md"), text, true))
        .hasMessageContaining("note.md:17: there is no sentence")
        .hasMessageContaining("note.md:17: there is no SQL")
        .hasMessageContaining("note.md:18: unknown marker")
        .hasMessageContaining("unknown heading ## Course")
        .hasMessageContaining("there is no section ## Cause");
  }

  @Test
  void aHeaderWithoutAnEndIsABadNote() {
    var text = Notes.text("", DETECT).replace("---\n## Symptom", "## Symptom");
    assertThatThrownBy(() -> NoteReader.read(folder.resolve("note.md"), text, true))
        .hasMessageContaining("note.md:1: the header has no closing ---");
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
      Notes.read(folder.resolve(parent), Notes.text("", DETECT));
    }
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching(
            ".*b/full-disk/note.md:1: another note has the name \"full-disk\"; that of .*a/full-disk/note.md is called so");
    var one = Casebook.read(folder.resolve("a"), List.of());
    assertThat(one.matching("full*").notes()).hasSize(1);
    assertThat(one.matching("f.*").notes()).isEmpty();
    assertThat(one.note("full-disk")).isPresent();
  }
}
