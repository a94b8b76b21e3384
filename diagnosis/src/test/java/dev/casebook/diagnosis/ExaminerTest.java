package dev.casebook.diagnosis;

import static dev.casebook.diagnosis.Examined.BAD_WORDS;
import static dev.casebook.diagnosis.Examined.EVE;
import static dev.casebook.diagnosis.Examined.EVE_IS_THERE;
import static dev.casebook.diagnosis.Examined.LOG;
import static dev.casebook.diagnosis.Examined.ROOT;
import static dev.casebook.diagnosis.Examined.SIGNAL;
import static dev.casebook.diagnosis.Examined.finding;
import static dev.casebook.diagnosis.Examined.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminerTest {

  @TempDir private Path folder = Path.of("");

  private Examined host = Examined.ofHost(folder);

  @BeforeEach
  void aHost() {
    host = Examined.ofHost(folder);
  }

  @Test
  void subjectsBeyondTheHundredthAreCounted() {
    var users = new StringBuilder();
    for (int i = 0; i < 130; i++) {
      users.append("u%d:x:%d:7::/:/bin/sh\n".formatted(i, 1000 + i));
    }
    host.file("etc/passwd", users.toString());
    var verdicts = host.says("", Notes.detect("", "select name, origin from users"));
    assertThat(verdicts)
        .hasSize(100)
        .allSatisfy(v -> assertThat(((Verdict.Finding) v).subjectCount()).isEqualTo(130));
  }

  @Test
  void aRowIsAFindingWithItsLine() {
    host.file("etc/passwd", ROOT + EVE);
    var finding = finding(host.says("", EVE_IS_THERE));
    assertThat(finding.subject()).isEqualTo("eve");
    assertThat(finding.summary()).isEqualTo("eve is there.");
    assertThat(finding.host()).isEqualTo("web1");
    assertThat(finding.remedy()).contains("userdel -- 'eve'");
    assertThat(finding.evidence()).containsExactly(new Evidence("etc/passwd:2", EVE.strip()));
  }

  @Test
  void noRowInCompleteEvidenceIsClear() {
    host.file("etc/passwd", ROOT);
    assertThat(outcome(host.says("", EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void noRowInPartialEvidenceIsNoEvidence() {
    host.file("etc/passwd", ROOT + "broken\n");
    var verdict = (Verdict.NoEvidence) host.says("", EVE_IS_THERE).getFirst();
    assertThat(verdict.missing().getFirst())
        .startsWith("users: etc/passwd: 1 line(s) not understood");
  }

  @Test
  void aRowInPartialEvidenceIsAFinding() {
    host.file("etc/passwd", EVE + "broken\n");
    assertThat(outcome(host.says("", EVE_IS_THERE))).isEqualTo("found");
  }

  @Test
  void absentEvidenceIsNoEvidence() {
    var verdict = (Verdict.NoEvidence) host.says("", EVE_IS_THERE).getFirst();
    assertThat(verdict.missing().getFirst()).startsWith("users: looked for /etc/passwd");
  }

  private static final String NEGATING =
      Notes.detect(
          "",
          "select name, origin from users where name = 'eve'"
              + " and not exists (from kernel_modules where module = 'good')");

  @Test
  void whatIsNegatedMustBeComplete() {
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says("", NEGATING))).isEqualTo("no_evidence");
    host.file("proc/modules", "other 1 0 - Live 0x0\nbroken\n");
    assertThat(outcome(host.says("", NEGATING))).isEqualTo("no_evidence");
    host.file("proc/modules", "other 1 0 - Live 0x0\n");
    assertThat(outcome(host.says("", NEGATING))).isEqualTo("found");
    host.file("proc/modules", "good 1 0 - Live 0x0\n");
    assertThat(outcome(host.says("", NEGATING))).isEqualTo("clear");
  }

  @Test
  void whatIsOptionalCountsAsEmptyWhereItIsAbsent() {
    host.file("etc/passwd", EVE);
    var optional = NEGATING.replace("\n\n```sql", "\n(optional: kernel_modules)\n```sql");
    assertThat(outcome(host.says("", optional))).isEqualTo("found");
    host.file("proc/modules", "broken\n");
    assertThat(outcome(host.says("", optional))).isEqualTo("found");
  }

  @Test
  void anOptionalTableIsCountedWhereItIsAbsent() {
    host.file("etc/passwd", EVE);
    var counting =
        Notes.detect(
            "(optional: kernel_modules)",
            "select name, origin from users"
                + " cross join (select count(*) as modules from kernel_modules) where modules = 0");
    assertThat(outcome(host.says("", counting))).isEqualTo("found");
  }

  @Test
  void optionalBranchesWithoutRowsAreNotRun() {
    host.file("var/log/auth.log", LOG.replace("bad", "good"));
    var branches =
        Notes.detect(
            "(optional: signal.bad, users)",
            "select no_such_column as name, origin from signal.bad"
                + " union all select no_such_column, origin from users");
    assertThat(outcome(host.says(SIGNAL, branches))).isEqualTo("clear");
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says(SIGNAL, branches))).isEqualTo("error");
  }

  private static final String BAD_WORD_OF_A_USER =
      Notes.detect(
          "",
          "select b.name, b.origin from signal.bad b"
              + " anti join kernel_modules m on m.module = b.name");

  @Test
  void aNoteIsNotClearWhileLinesWaitForWhatWouldExplainThem() {
    host.file("etc/passwd", ROOT).file("var/log/auth.log", LOG);
    var verdict =
        (Verdict.NoEvidence) host.says(SIGNAL, BAD_WORD_OF_A_USER + EVE_IS_THERE).getFirst();
    assertThat(verdict.missing())
        .singleElement()
        .asString()
        .startsWith("kernel_modules: looked for");
    assertThat(verdict.unjudged())
        .containsExactly(
            new Evidence("var/log/auth.log:1", "2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one"));
    host.file("var/log/auth.log", LOG.replace("bad", "good"));
    assertThat(outcome(host.says(SIGNAL, BAD_WORD_OF_A_USER + EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void linesThatAnEmptyTableExplainsDoNotKeepANoteFromBeingClear() {
    host.file("etc/passwd", ROOT).file("var/log/auth.log", LOG);
    host.file("proc/modules", "Module Size Used by\n");
    var both = Notes.detect("", "select b.name from signal.bad b, kernel_modules, routes");
    assertThat(outcome(host.says(SIGNAL, both + EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void oneWayToDetectWithCompleteEvidenceIsEnoughForClear() {
    host.file("etc/passwd", ROOT);
    var other = Notes.detect("", "select module as name, origin from kernel_modules");
    assertThat(outcome(host.says("", other + EVE_IS_THERE))).isEqualTo("clear");
    assertThat(outcome(host.says("", other))).isEqualTo("no_evidence");
  }

  @Test
  void rowsOfOneSubjectAreOneFinding() {
    host.file("etc/passwd", EVE + "bob:x:8:8::/:/bin/sh\nann:x:9:9::/:/bin/zsh\n" + ROOT.repeat(8));
    var verdicts =
        host.says("", Notes.detect("", "select shell as name, origin from users order by origin"));
    assertThat(verdicts)
        .extracting(
            v -> ((Verdict.Finding) v).subject() + " " + ((Verdict.Finding) v).evidenceCount())
        .containsExactly("/bin/sh 2", "/bin/zsh 1", "/bin/bash 8");
    assertThat(((Verdict.Finding) verdicts.getLast()).evidence()).hasSize(5);
  }

  @Test
  void aQueryThatFailsIsAnErrorOfItsNote() {
    host.file("etc/passwd", EVE);
    var verdicts = host.says("", Notes.detect("", "select nam from users"));
    assertThat(((Verdict.Failed) verdicts.getFirst()).reason())
        .contains("\"nam\"")
        .contains("did you mean");
  }

  @Test
  void aTableThatCannotBeReadIsAnErrorOfEachNoteThatNeedsItAndOfNoOther() {
    host.file("etc/passwd", EVE);
    var notes =
        List.of(
            host.note(Notes.text("", EVE_IS_THERE)),
            host.note(
                Notes.text("", Notes.detect("", "select module as name from kernel_modules"))
                    .replace("id: full-disk", "id: other")));
    var verdicts = new ArrayList<Verdict>();
    try (var source = host.host().open();
        var examiner =
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
  }

  @Test
  void aLogOfOthersIsNoProofOfHealth() {
    host.file("var/log/messages", "2026-11-22T10:00:02+00:00 web1 cron[7]: bad cron\n");
    assertThat(outcome(host.says(SIGNAL, BAD_WORDS))).isEqualTo("no_evidence");
    host.file("var/log/messages", "2026-11-22T10:00:02+00:00 web1 sshd[7]: fine\n");
    assertThat(outcome(host.says(SIGNAL, BAD_WORDS))).isEqualTo("clear");
  }

  @Test
  void aBlockThatCanOnlyFindMakesNothingClear() {
    var mark = "(finds only: she may be called Eva)";
    var detect = Notes.detect(mark, "select name, origin from users where name = 'eve'");
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says("", detect))).isEqualTo("found");
    host.file("etc/passwd", ROOT);
    var verdict = (Verdict.NoEvidence) host.says("", detect).getFirst();
    assertThat(verdict.missing())
        .containsExactly("\"one way\" can only find: she may be called Eva");
    assertThat(outcome(host.says("", detect + EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void aConditionOnAValueThatIsNotKnownProvesNothing() {
    var sql = "select h.origin from hosts h where h.os_id = 'plan9'";
    var detect = Notes.detect("(known: hosts.os_id)", sql);
    host.file("etc/hostname", "web1\n");
    var verdict = (Verdict.NoEvidence) host.says("", detect).getFirst();
    assertThat(verdict.missing()).contains("hosts.os_id is not known");
    host.file("etc/os-release", "ID=debian\n");
    assertThat(((Verdict.Clear) host.says("", detect).getFirst()).proof())
        .containsExactly("one way");
  }

  @Test
  void aBlockMayProveNothingWhereItWasNotShownWhatItJudges() {
    var mark = "(clear only with: those)";
    var given = "\n## Given: those\n`select name, origin from users where uid >= 1000`\n";
    var detect = Notes.detect(mark, "select name, origin from those where name = 'eve'");
    host.file("etc/passwd", ROOT);
    var verdict = (Verdict.NoEvidence) host.says("", given + detect).getFirst();
    assertThat(verdict.missing())
        .containsExactly("those: has no rows, without which \"one way\" tells nothing");
    host.file("etc/passwd", ROOT + "ann:x:1000:100::/:/bin/sh\n");
    assertThat(outcome(host.says("", given + detect))).isEqualTo("clear");
  }

  @Test
  void aProgramThatDoesNotAlwaysTellProvesNothingByItsSilence() {
    var silent = SIGNAL.replace("in: sshd", "in: sshd, silent: below level 3");
    host.file("var/log/auth.log", LOG);
    assertThat(host.says(silent, BAD_WORDS)).hasSize(2);
    host.file("var/log/auth.log", LOG.replace("bad", "good")).file("etc/passwd", EVE);
    var verdict = (Verdict.NoEvidence) host.says(silent, BAD_WORDS).getFirst();
    assertThat(verdict.missing()).containsExactly("signal.bad: silent below level 3");
    var negating = Notes.detect("", "select name from users anti join signal.bad using (name)");
    assertThat(outcome(host.says(silent, negating))).isEqualTo("no_evidence");
    assertThat(outcome(host.says(SIGNAL, negating))).isEqualTo("found");
  }

  @Test
  void aProgramThatTheHostMakesTellIsNotSilent() {
    var silent =
        SIGNAL.replace(
            "in: sshd", "in: sshd, silent: without eve, speaks: \"from users where name = 'eve'\"");
    host.file("var/log/auth.log", LOG.replace("bad", "good"));
    assertThat(outcome(host.says(silent, BAD_WORDS))).isEqualTo("no_evidence");
    host.file("etc/passwd", ROOT);
    assertThat(outcome(host.says(silent, BAD_WORDS))).isEqualTo("no_evidence");
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says(silent, BAD_WORDS))).isEqualTo("clear");
    host.file("etc/passwd", EVE + "cut\n");
    assertThat(outcome(host.says(silent, BAD_WORDS))).isEqualTo("clear");
  }

  @Test
  void whatAnyProgramMaySayProvesNothingByItsAbsence() {
    var anyones = SIGNAL.replace("in: sshd, ", "");
    host.file("var/log/auth.log", LOG);
    assertThat(host.says(anyones, BAD_WORDS)).hasSize(3);
    host.file("var/log/auth.log", LOG.replace("bad", "good"));
    assertThat(outcome(host.says(anyones, BAD_WORDS))).isEqualTo("no_evidence");
  }
}
