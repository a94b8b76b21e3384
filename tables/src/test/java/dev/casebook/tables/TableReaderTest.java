package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.ArtifactName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {

  /// A line of a file that holds names, and `see FILE` for more of them.
  @Row("one name")
  record Name(@Column(value = "a name", name = "group") String name) {

    static final Table<Name> TABLE =
        Table.of("names", Name.class)
            .command("names --json", Name::parse)
            .from(
                List.of(ArtifactName.file("/etc/names"), ArtifactName.file("/etc/names.d/*")),
                Name::parse,
                Name::references)
            .completedBy(ArtifactName.file("/etc/more/*"));

    private static void parse(Text text, Rows<Name> rows) {
      for (var line : text.lines()) {
        if (!line.isNoise() && !line.text().startsWith("see ")) {
          if (line.text().matches("[a-z]+")) {
            rows.add(line, new Name(line.text()));
          } else {
            rows.reject(line, "no name");
          }
        }
      }
    }

    private static List<ArtifactName> references(Text text) {
      return text.lines().stream()
          .filter(line -> line.text().startsWith("see "))
          .<ArtifactName>map(line -> ArtifactName.file(line.text().substring(4)))
          .toList();
    }
  }

  @Test
  void whatIsWrongWithAnUnusedViewIsNoGapInTheUsedOne() {
    var read =
        Sample.root().command("names --json", "").file("/etc/names", "ann\nbob\n").read(Name.TABLE);
    assertThat(read.rows()).containsExactly(new Name("ann"), new Name("bob"));
    assertThat(read.coverage()).matches(Coverage::isComplete);
  }

  @Test
  void aViewOfWhichNothingIsUnderstoodGivesWay() {
    var read =
        Sample.root()
            .command("names --json", "Option \"--json\" is unknown.\n")
            .file("/etc/names", "ann\n")
            .read(Name.TABLE);
    assertThat(read.only()).isEqualTo(new Name("ann"));
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @Test
  void whereNoViewIsUnderstoodEachReasonIsTold() {
    var read =
        Sample.root()
            .command("names --json", "bash: names: command not found\n")
            .file("/etc/names", "#\n")
            .file("/etc/names.d/empty", "")
            .read(Name.TABLE);
    assertThat(read.coverage().isThere()).isFalse();
    assertThat(read.coverage().reason())
        .startsWith("looked for names --json, /etc/names, /etc/names.d/*; ")
        .contains("commands/names_--json holds only an error message")
        .contains("etc/names.d/empty is empty")
        .contains("etc/names: 1 line(s) not understood (no name: #)");
  }

  @Test
  void anEmptyFileAmongOthersIsNoGap() {
    var read =
        Sample.root().file("/etc/names", "ann\n").file("/etc/names.d/empty", "").read(Name.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @Test
  void aRejectedLineIsAGap() {
    var read = Sample.root().file("/etc/names", "ann\nB0B\n").read(Name.TABLE);
    assertThat(read.only()).isEqualTo(new Name("ann"));
    assertThat(read.coverage().state()).isEqualTo(Coverage.State.PARTIAL);
    assertThat(read.coverage().reason())
        .isEqualTo("etc/names: 1 line(s) not understood (no name: B0B)");
  }

  @Test
  void ofManyReasonsTheFirstAreTold() {
    var host = Sample.root().file("/etc/names", "ann\n");
    for (int i = 10; i < 35; i++) {
      host.file("/etc/names.d/" + i, "#\n");
    }
    assertThat(host.read(Name.TABLE).coverage().reason())
        .startsWith("etc/names.d/10: 1 line(s)")
        .contains("etc/names.d/19")
        .doesNotContain("etc/names.d/20")
        .endsWith("; and 15 more");
  }

  @Test
  void whatAParserCannotHoldIsAGapAndNoEnd() {
    Reading.Parser<Name> hoarder =
        (text, rows) -> {
          rows.add(text.lines().first(), new Name("first"));
          throw new OutOfMemoryError("made up");
        };
    var table = Table.of("names", Name.class).file("/etc/names", hoarder);
    var read = Sample.root().file("/etc/names", "ann\n").read(table);
    assertThat(read.only()).isEqualTo(new Name("first"));
    assertThat(read.coverage().state()).isEqualTo(Coverage.State.PARTIAL);
    assertThat(read.coverage().reason()).isEqualTo("etc/names holds more than fits into memory");
  }

  @Test
  void aTextIsReadUpToItsCap() {
    var bytes = new byte[Text.BYTES_MAX + 1];
    Arrays.fill(bytes, (byte) 'a');
    var table = Table.of("names", Name.class).file("/etc/names", TableReaderTest::length);
    var whole = Sample.root().file("/etc/names", Arrays.copyOf(bytes, Text.BYTES_MAX));
    assertThat(whole.read(table).coverage().isComplete()).isTrue();
    var cut = Sample.root().file("/etc/names", bytes).read(table);
    assertThat(cut.coverage().reason()).isEqualTo("etc/names is larger than the cap");
    assertThat(cut.only()).isEqualTo(new Name("67108864"));
  }

  private static void length(Text text, Rows<Name> rows) {
    rows.add(0, new Name(Integer.toString(text.bytes().length)));
  }

  @Test
  void referencesAreFollowedOnceAndNotAgain() {
    var read =
        Sample.root()
            .file("/etc/names", "ann\nsee /etc/more/*\nsee /etc/names\n")
            .file("/etc/more/one", "bob\nsee /etc/far\n")
            .file("/etc/far", "eve\n")
            .read(Name.TABLE);
    assertThat(read.rows()).containsExactly(new Name("ann"), new Name("bob"));
    assertThat(read.cited()).containsExactly("ann", "bob");
  }

  @Test
  void aTableKnowsWhatAnArchiveHasToKeep() {
    assertThat(Name.TABLE.artifacts())
        .extracting(ArtifactName::text)
        .containsExactly("names --json", "/etc/names", "/etc/names.d/*", "/etc/more/*");
    assertThat(Name.TABLE.fields()).extracting(Field::name).containsExactly("group");
  }

  @Test
  void aShortTextThatSpeaksOfTimeoutsIsNoErrorMessage() {
    var read = Sample.root().file("/etc/names", "timeout\n").read(Name.TABLE);
    assertThat(read.only().name()).isEqualTo("timeout");
  }

  @Test
  void promptsAreNoPartOfAnOutput() {
    assertThat(new Line(0, "[root@node1 ~]# ip route").isNoise()).isTrue();
    assertThat(new Line(0, "admin@host:/etc$ cat hosts").isNoise()).isTrue();
    assertThat(new Line(0, " \t").isNoise()).isTrue();
    assertThat(new Line(0, "[ASSURED] mark=0").isNoise()).isFalse();
    assertThat(new Line(0, "user@example.org").isNoise()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash: names: command not found",
        "/bin/sh: 1: names: not found",
        "timeout: failed to run command `/bin/names': No such file or directory",
        "exec of \"names\" failed: No such file or directory",
        "faillock: Error reading tally directory: No such file or directory",
        "[Errno 2] No such file or directory: 'names'",
        "Failed to list units: Connection timed out",
        "Unit names.service could not be found.",
        "System has not been booted with systemd as init system (PID 1). Can't operate.\n"
            + "Failed to connect to bus: Host is down",
        "names: unrecognized option '--json'\nUsage: names [OPTION]...\n  -a  all\n  -b  some\n\n"
            + "Report bugs to nobody.",
        "Usage: names [OPTION]...\n  -a  all\n  -b  some\n  -c  none",
        "Traceback (most recent call last):\n  File \"n\", line 1\n    import x\n"
            + "ImportError: No module named x",
        "names: /a: Permission denied\nnames: /b: Permission denied\n"
            + "names: /c: Permission denied\nnames: /d: Permission denied"
      })
  void aRefusalIsNoEvidenceOfEmptiness(String output) {
    Reading.Parser<Name> silent = (text, rows) -> {};
    var table = Table.of("names", Name.class).command("names --json", silent);
    var coverage = Sample.sosreport().command("names --json", output + "\n").read(table).coverage();
    assertThat(coverage.isThere()).isFalse();
    assertThat(coverage.reason()).contains("holds only an error message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names: /a: Permission denied\nann\nbob\neve",
        "ann\nbob\neve\nFailed to close",
        "ann\nUsage: none\n"
      })
  void aComplaintAmongAnswersIsNoRefusal(String output) {
    var read = Sample.sosreport().command("names --json", output + "\n").read(Name.TABLE);
    assertThat(read.rows()).contains(new Name("ann"));
    assertThat(read.coverage().state()).isEqualTo(Coverage.State.PARTIAL);
  }

  @Test
  void aLineEndsAtALineFeedWithOrWithoutAReturn() {
    var read = Sample.root().file("/etc/names", "ann\r\nbob\n\neve").read(Name.TABLE);
    assertThat(read.rows()).containsExactly(new Name("ann"), new Name("bob"), new Name("eve"));
    assertThat(read.cited()).containsExactly("ann", "bob", "eve");
  }

  @Test
  void aFileThatWasListedAndIsGoneIsAGap(@TempDir Path folder) throws Exception {
    var read = withoutTheSecond(folder, "etc/names.d");
    assertThat(read.state()).isEqualTo(Coverage.State.PARTIAL);
    assertThat(read.reason()).startsWith("etc/names.d/2 can't be read: ");
  }

  @Test
  void aProcessThatEndedMeanwhileIsNoGap(@TempDir Path folder) throws Exception {
    assertThat(withoutTheSecond(folder, "proc/names").isComplete()).isTrue();
  }

  /// Of two files the second is removed while the first is read.
  private static Coverage withoutTheSecond(Path folder, String names) throws Exception {
    var inside = Files.createDirectories(folder.resolve(names));
    Files.writeString(inside.resolve("1"), "ann\n");
    Files.writeString(inside.resolve("2"), "bob\n");
    Reading.Parser<Name> remover =
        (text, rows) -> {
          Name.parse(text, rows);
          inside.resolve("2").toFile().delete();
        };
    var table = Table.of("names", Name.class).file("/" + names + "/*", remover);
    try (var source = Sample.sources().open(folder.toString())) {
      return new TableReader(source.snapshots().getFirst()).read(table, (_, _) -> true);
    }
  }

  @Test
  void ofManyFilesTheOneThatCannotBeReadIsNamed() {
    var read =
        Sample.root()
            .file("/etc/names.d/1", "ann\n")
            .file("/etc/names.d/2.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1})
            .read(Name.TABLE);
    assertThat(read.only()).isEqualTo(new Name("ann"));
    assertThat(read.coverage().state()).isEqualTo(Coverage.State.PARTIAL);
    assertThat(read.coverage().reason()).startsWith("etc/names.d/2.gz ");
  }
}
