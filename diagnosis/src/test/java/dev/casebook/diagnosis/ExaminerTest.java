package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Progress;
import dev.casebook.signals.SignalPattern;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminerTest {

  private static final String ROOT = "root:x:0:0:root:/root:/bin/bash\n";
  private static final String EVE = "eve:x:7:7::/:/bin/sh\n";

  /// Fires on the user eve.
  private static final String EVE_IS_THERE =
      Notes.detect("", "select name as subject, origin from users where name = 'eve'");

  private static final String SIGNAL = "signals: {bad: {in: sshd, match: 'bad (?<word>\\w+)'}}";

  @TempDir private Path folder = Path.of("");

  private Bundle host = new Bundle(folder);

  @BeforeEach
  void aHost() {
    host = Bundle.ofHost(folder, "web1");
  }

  private List<Verdict> examine(String header, String body) {
    return examine(Notes.text(header, body));
  }

  private List<Verdict> examine(String text) {
    try {
      var note = Notes.read(folder, text);
      var patterns =
          note.signals().stream()
              .map(s -> new SignalPattern(note.id(), s.name(), s.in(), s.match()))
              .toList();
      try (var source = host.open();
          var scan = SignalScan.of(patterns, Optional.empty());
          var examiner =
              new Examiner(
                  Bundle.only(source),
                  Catalogue.spine(),
                  scan.of(Bundle.only(source), Progress.NONE).own(),
                  Parameters.defaults())) {
        return examiner.examine(List.of(note));
      }
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  private static Verdict.Finding finding(List<Verdict> verdicts) {
    assertThat(verdicts).hasSize(1);
    return (Verdict.Finding) verdicts.getFirst();
  }

  private static String outcome(List<Verdict> verdicts) {
    assertThat(verdicts).hasSize(1);
    return verdicts.getFirst().outcome();
  }

  @Test
  void subjectsBeyondTheHundredthAreCounted() {
    var users = new StringBuilder();
    for (int i = 0; i < 130; i++) {
      users.append("u%d:x:%d:7::/:/bin/sh\n".formatted(i, 1000 + i));
    }
    host.file("etc/passwd", users.toString());
    var verdicts = examine("", Notes.detect("", "select name as subject, origin from users"));
    assertThat(verdicts)
        .hasSize(100)
        .allSatisfy(v -> assertThat(((Verdict.Finding) v).subjectCount()).isEqualTo(130));
  }

  @Test
  void aRowIsAFindingWithItsLine() {
    host.file("etc/passwd", ROOT + EVE);
    var finding = finding(examine("", EVE_IS_THERE));
    assertThat(finding.subject()).isEqualTo("eve");
    assertThat(finding.summary()).isEqualTo("eve is there.");
    assertThat(finding.host()).isEqualTo("web1");
    assertThat(finding.remedy()).contains("userdel -- 'eve'");
    assertThat(finding.evidence()).containsExactly(new Evidence("etc/passwd:2", EVE.strip()));
  }

  @Test
  void noRowInCompleteEvidenceIsClear() {
    host.file("etc/passwd", ROOT);
    assertThat(outcome(examine("", EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void noRowInPartialEvidenceIsNoEvidence() {
    host.file("etc/passwd", ROOT + "broken\n");
    var verdict = (Verdict.NoEvidence) examine("", EVE_IS_THERE).getFirst();
    assertThat(verdict.missing().getFirst())
        .startsWith("users: etc/passwd: 1 line(s) not understood");
  }

  @Test
  void aRowInPartialEvidenceIsAFinding() {
    host.file("etc/passwd", EVE + "broken\n");
    assertThat(outcome(examine("", EVE_IS_THERE))).isEqualTo("found");
  }

  @Test
  void absentEvidenceIsNoEvidence() {
    var verdict = (Verdict.NoEvidence) examine("", EVE_IS_THERE).getFirst();
    assertThat(verdict.missing().getFirst()).startsWith("users: looked for /etc/passwd");
  }

  private static final String NEGATING =
      Notes.detect(
          "(negates: kernel_modules)",
          "select name as subject, origin from users where name = 'eve'"
              + " and not exists (select 1 from kernel_modules where module = 'good')");

  @Test
  void whatIsNegatedMustBeComplete() {
    host.file("etc/passwd", EVE);
    assertThat(outcome(examine("", NEGATING))).isEqualTo("no_evidence");
    host.file("proc/modules", "other 1 0 - Live 0x0\nbroken\n");
    assertThat(outcome(examine("", NEGATING))).isEqualTo("no_evidence");
    host.file("proc/modules", "other 1 0 - Live 0x0\n");
    assertThat(outcome(examine("", NEGATING))).isEqualTo("found");
    host.file("proc/modules", "good 1 0 - Live 0x0\n");
    assertThat(outcome(examine("", NEGATING))).isEqualTo("clear");
  }

  @Test
  void whatIsOptionalCountsAsEmptyWhereItIsAbsent() {
    host.file("etc/passwd", EVE);
    var optional = NEGATING.replace("negates:", "optional:");
    assertThat(outcome(examine("", optional))).isEqualTo("found");
    host.file("proc/modules", "broken\n");
    assertThat(outcome(examine("", optional))).isEqualTo("found");
  }

  /// What tells all that is installed: nothing but a shell and dbus.
  private void aHostWithLittleInstalled() {
    host.file(
        "commands/dpkg_-l",
        """
        ||/ Name           Version      Architecture Description
        +++-==============-============-============-=================================
        ii  bash           5.2.15-2+b2  amd64        GNU Bourne Again SHell
        ii  docker.io      20.10.24     amd64        Linux container runtime
        """);
    host.file(
        "commands/systemctl_list-units_--all",
        """
          UNIT                   LOAD   ACTIVE SUB     DESCRIPTION
          dbus.service           loaded active running D-Bus System Message Bus
          openvpn@office.service loaded active running OpenVPN connection to office
        """);
    host.file(
        "commands/systemctl_list-unit-files",
        "UNIT FILE     STATE\ndbus.service  static\n\n1 unit files listed.\n");
    host.file(
        "commands/ps_auxwww",
        """
        USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND
        root   1  0.0  0.1 168  11 ?   Ss   10:00 0:01 /sbin/init
        root   9  0.0  0.1 168  11 ?   Ss   10:00 0:01 /usr/bin/etcd --name a
        """);
  }

  @Test
  void aNoteDoesNotApplyWhereNothingThatItIsAboutIsInstalled() {
    host.file("etc/passwd", ROOT);
    aHostWithLittleInstalled();
    assertThat(outcome(examine("applies: [kubelet, k3s]", EVE_IS_THERE)))
        .isEqualTo("not_applicable");
    for (var thing : List.of("bash", "docker", "openvpn", "etcd")) {
      assertThat(outcome(examine("applies: [kubelet, " + thing + "]", EVE_IS_THERE)))
          .as(thing)
          .isEqualTo("clear");
    }
    assertThat(outcome(examine("applies: open", EVE_IS_THERE))).isEqualTo("not_applicable");
  }

  @Test
  void whatIsFoundIsFoundWhateverIsInstalled() {
    host.file("etc/passwd", EVE);
    aHostWithLittleInstalled();
    assertThat(outcome(examine("applies: kubelet", EVE_IS_THERE))).isEqualTo("found");
  }

  @Test
  void aNoteAppliesWhileEvidenceOfWhatIsInstalledIsMissing() throws IOException {
    host.file("etc/passwd", ROOT);
    aHostWithLittleInstalled();
    Files.delete(host.folder().resolve("commands/ps_auxwww"));
    assertThat(outcome(examine("applies: kubelet", EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void aNoteAppliesWhereALogTellsOfItsSubject() {
    aHostWithLittleInstalled();
    host.file("var/log/auth.log", LOG);
    var header = "applies: kubelet\n" + SIGNAL;
    assertThat(examine(header, BAD_WORDS)).hasSize(2);
    var needsMore =
        BAD_WORDS.replace("from signal.bad", "from signal.bad join kernel_modules on true");
    assertThat(outcome(examine(header, needsMore))).isEqualTo("no_evidence");
  }

  private static final String BAD_WORD_OF_A_USER =
      Notes.detect(
          "(negates: kernel_modules)",
          "select b.word as subject, b.origin from signal.bad b"
              + " where not exists (select 1 from kernel_modules m where m.module = b.word)");

  @Test
  void aNoteIsNotClearWhileLinesWaitForWhatWouldExplainThem() {
    host.file("etc/passwd", ROOT).file("var/log/auth.log", LOG);
    var verdict =
        (Verdict.NoEvidence) examine(SIGNAL, BAD_WORD_OF_A_USER + EVE_IS_THERE).getFirst();
    assertThat(verdict.missing())
        .singleElement()
        .asString()
        .startsWith("kernel_modules: looked for");
    assertThat(verdict.unjudged())
        .containsExactly(
            new Evidence("var/log/auth.log:1", "2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one"));
    host.file("var/log/auth.log", LOG.replace("bad", "good"));
    assertThat(outcome(examine(SIGNAL, BAD_WORD_OF_A_USER + EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void linesThatAnEmptyTableExplainsDoNotKeepANoteFromBeingClear() {
    host.file("etc/passwd", ROOT).file("var/log/auth.log", LOG);
    host.file("proc/modules", "Module Size Used by\n");
    var both =
        Notes.detect("", "select b.word as subject from signal.bad b, kernel_modules, routes");
    assertThat(outcome(examine(SIGNAL, both + EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void aSupportedHypothesisIsToldWithItsFirstLineEvenWhereTheNoteIsClear() {
    host.file("etc/passwd", ROOT + "bob:x:8:8::/:/bin/sh\nbob:x:9:9::/:/bin/sh\n");
    var walk =
        "## Analysis\n"
            + Notes.hypothesis(
                "Bob came", "select origin from users where name = 'bob' order by origin desc")
            + Notes.hypothesis("Root is there", "select 1 from users where name = 'root'");
    var clear = (Verdict.Clear) examine("", walk + EVE_IS_THERE).getFirst();
    assertThat(clear.supported())
        .containsExactly(
            Step.supported(
                "Bob came", List.of(new Evidence("etc/passwd:2", "bob:x:8:8::/:/bin/sh"))),
            Step.supported("Root is there", List.of()));
  }

  @Test
  void aTableThatCannotBeReadIsAnErrorOfEachNoteThatNeedsItAndOfNoOther() {
    host.file("etc/passwd", EVE);
    try (var source = host.open()) {
      var notes =
          List.of(
              Notes.read(folder, Notes.text("", EVE_IS_THERE)),
              Notes.read(
                  folder.resolve("other"),
                  Notes.text(
                      "", Notes.detect("", "select module as subject from kernel_modules"))));
      var verdicts = new ArrayList<Verdict>();
      try (var examiner =
          new Examiner(
              new FailingSnapshot(Bundle.only(source), "/etc/passwd"),
              Catalogue.spine(),
              Map.of(),
              Parameters.defaults())) {
        verdicts.addAll(examiner.examine(notes));
        verdicts.addAll(examiner.examine(notes));
      }
      assertThat(verdicts)
          .extracting(Verdict::outcome)
          .containsExactly("error", "no_evidence", "error", "no_evidence");
      assertThat(((Verdict.Failed) verdicts.getFirst()).reason())
          .startsWith("the table users can't be read: its evidence is nested too deeply");
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatCannotBeReadAgainIsCitedByItsPlace() {
    host.file("var/log/auth.log", LOG);
    try (var source = host.open();
        var scan =
            SignalScan.of(
                List.of(
                    new SignalPattern("full-disk", "bad", List.of("sshd"), "bad (?<word>\\w+)")),
                Optional.empty());
        var examiner =
            new Examiner(
                Bundle.only(source),
                Catalogue.spine(),
                scan.of(Bundle.only(source), Progress.NONE).own(),
                Parameters.defaults())) {
      Files.delete(host.folder().resolve("var/log/auth.log"));
      var said = examiner.examine(List.of(Notes.read(folder, Notes.text(SIGNAL, BAD_WORDS))));
      assertThat(said)
          .extracting(v -> ((Verdict.Finding) v).evidence().getFirst().at())
          .containsExactly("var/log/auth.log", "var/log/auth.log");
    } catch (UnusableFile | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oneWayToDetectWithCompleteEvidenceIsEnoughForClear() {
    host.file("etc/passwd", ROOT);
    var other = Notes.detect("", "select module as subject, origin from kernel_modules");
    assertThat(outcome(examine("", other + EVE_IS_THERE))).isEqualTo("clear");
    assertThat(outcome(examine("", other))).isEqualTo("no_evidence");
  }

  @Test
  void rowsOfOneSubjectAreOneFinding() {
    host.file("etc/passwd", EVE + "bob:x:8:8::/:/bin/sh\nann:x:9:9::/:/bin/zsh\n" + ROOT.repeat(8));
    var verdicts =
        examine("", Notes.detect("", "select shell as subject, origin from users order by origin"));
    assertThat(verdicts)
        .extracting(
            v -> ((Verdict.Finding) v).subject() + " " + ((Verdict.Finding) v).evidenceCount())
        .containsExactly("/bin/sh 2", "/bin/zsh 1", "/bin/bash 8");
    assertThat(((Verdict.Finding) verdicts.getLast()).evidence()).hasSize(5);
  }

  @Test
  void theWalkTellsSupportedRuledOutAndUnknown() {
    host.file("etc/passwd", EVE);
    var walk =
        "## Analysis\n"
            + Notes.hypothesis("Eve came", "select origin from users where name = 'eve'")
            + Notes.hypothesis("Bob came", "select origin from users where name = 'bob'")
            + Notes.hypothesis("A module did it", "select origin from kernel_modules");
    var steps = finding(examine("", walk + EVE_IS_THERE)).walk();
    assertThat(steps)
        .extracting(step -> step.hypothesis() + ": " + step.outcome().word())
        .containsExactly("Eve came: supported", "Bob came: ruled_out", "A module did it: unknown");
    assertThat(steps.getLast().outcome()).isEqualTo(Step.Outcome.UNKNOWN);
    assertThat(steps.getLast().missing().getFirst()).startsWith("kernel_modules: looked for");
  }

  @Test
  void aQueryThatFailsIsAnErrorOfItsNote() {
    host.file("etc/passwd", EVE);
    var verdicts = examine("", Notes.detect("", "select nam as subject from users"));
    assertThat(((Verdict.Failed) verdicts.getFirst()).reason())
        .contains("\"nam\"")
        .contains("did you mean");
  }

  @Test
  void anOriginThatIsNoneIsAnErrorOfItsNote() {
    host.file("etc/passwd", EVE);
    for (var origin : List.of("'x'", "5::bigint << 50", "-1::bigint", "1.5")) {
      var verdicts =
          examine(
              "", Notes.detect("", "select name as subject, " + origin + " as origin from users"));
      assertThat(((Verdict.Failed) verdicts.getFirst()).reason())
          .contains("not the origin of a row");
    }
  }

  private static final String LOG =
      """
      2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one\r
      2026-11-22T10:00:01+00:00 web1 sshd[7]: fine\r
      2026-11-22T10:00:02+00:00 web1 cron[7]: bad cron\r
      2026-11-22T10:00:03+00:00 web1 sshd[7]: bad end\
      """;

  private static final String BAD_WORDS =
      Notes.detect("", "select word as subject, origin from signal.bad order by origin");

  @Test
  void linesAreCitedWithTheirNumbers() {
    host.file("var/log/auth.log", LOG);
    var verdicts = examine(SIGNAL, BAD_WORDS);
    assertThat(verdicts)
        .extracting(v -> ((Verdict.Finding) v).evidence().getFirst())
        .containsExactly(
            new Evidence("var/log/auth.log:1", "2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one"),
            new Evidence("var/log/auth.log:4", "2026-11-22T10:00:03+00:00 web1 sshd[7]: bad end"));
  }

  @Test
  void linesOfACompressedLogAreCitedAsThoseOfItsText() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(LOG.getBytes(StandardCharsets.UTF_8));
    }
    host.file("var/log/auth.log.1.gz", bytes.toByteArray());
    assertThat(((Verdict.Finding) examine(SIGNAL, BAD_WORDS).getLast()).evidence().getFirst().at())
        .isEqualTo("var/log/auth.log.1.gz:4");
  }

  @Test
  void aLongLineIsCitedByItsBeginning() {
    host.file("var/log/auth.log", LOG + " " + "x".repeat(1000) + "\n");
    var text =
        ((Verdict.Finding) examine(SIGNAL, BAD_WORDS).getLast()).evidence().getFirst().text();
    assertThat(text).hasSize(401).endsWith("xx…");
  }

  @Test
  void aLogOfOthersIsNoProofOfHealth() {
    host.file("var/log/messages", "2026-11-22T10:00:02+00:00 web1 cron[7]: bad cron\n");
    assertThat(outcome(examine(SIGNAL, BAD_WORDS))).isEqualTo("no_evidence");
    host.file("var/log/messages", "2026-11-22T10:00:02+00:00 web1 sshd[7]: fine\n");
    assertThat(outcome(examine(SIGNAL, BAD_WORDS))).isEqualTo("clear");
  }
}
