package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Progress;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.signals.SignalPattern;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

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
          var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
        var snapshot = Bundle.only(source);
        return new Examination(
                snapshot, database, scan.of(snapshot, Progress.NONE), Parameters.defaults())
            .examine(note);
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
  void subjectsBeyondTheHundredthAreCountedAloud() {
    var users = new StringBuilder();
    for (int i = 0; i < 130; i++) {
      users.append("u%d:x:%d:7::/:/bin/sh\n".formatted(i, 1000 + i));
    }
    host.file("etc/passwd", users.toString());
    var verdicts = examine("", Notes.detect("", "select name as subject, origin from users"));
    assertThat(verdicts).hasSize(101);
    assertThat(((Verdict.Failed) verdicts.getLast()).reason())
        .isEqualTo("found for 130 subjects; only the first 100 are shown");
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

  @Test
  void aNoteDoesNotApplyWhereItsTableIsCompleteAndEmpty() {
    host.file("etc/passwd", EVE);
    assertThat(outcome(examine("applies: kernel_modules", EVE_IS_THERE))).isEqualTo("found");
    host.file("proc/modules", "Module Size Used by\n");
    assertThat(outcome(examine("applies: kernel_modules", EVE_IS_THERE)))
        .isEqualTo("not_applicable");
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
      assertThat(((Verdict.Failed) verdicts.getFirst()).reason()).contains("no row's origin");
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
