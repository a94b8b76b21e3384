package dev.casebook.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private static Diagnosis of(Verdict... verdicts) {
    return new Diagnosis(List.of(), List.of(verdicts));
  }

  @Test
  void theExitStatusTellsNothingFoundFindingsAndTrouble() {
    var clear = Samples.ALL.get(1);
    var failed = Samples.ALL.getLast();
    assertThat(of(clear, Samples.ALL.get(3)).exitStatus()).isZero();
    assertThat(of(clear, Samples.FINDING).exitStatus()).isEqualTo(1);
    assertThat(of(Samples.FINDING, failed).exitStatus()).isEqualTo(2);
    var unreadable = new SourceAccount("a", "", List.of(), List.of("a: none"), false, true);
    assertThat(new Diagnosis(List.of(unreadable), List.of()).exitStatus()).isEqualTo(2);
  }

  private static int status(boolean damaged, Verdict... verdicts) {
    var source =
        new SourceAccount("a.tar", "root", List.of(Samples.WEB1), List.of(), damaged, false);
    return new Diagnosis(List.of(source), List.of(verdicts)).exitStatus();
  }

  @Test
  void nothingFoundInADamagedSourceIsNoHealthAndAFindingStands() {
    var clear = Samples.ALL.get(1);
    assertThat(status(false, clear)).isZero();
    assertThat(status(true, clear)).isEqualTo(2);
    assertThat(status(true, clear, Samples.FINDING)).isEqualTo(1);
  }

  @Test
  void aSourceInWhichNoNoteHasEvidenceWasNotLookedAt() {
    var noEvidence = Samples.ALL.get(3);
    assertThat(status(false, noEvidence)).isEqualTo(2);
    assertThat(status(false, noEvidence, Samples.ALL.get(1))).isZero();
    assertThat(status(false, noEvidence, Samples.FINDING)).isEqualTo(1);
    var suppressed = new Suppressed(Samples.FINDING, "it is known", LocalDate.MAX);
    var source = new SourceAccount("a.tar", "root", List.of(Samples.WEB1), List.of(), false, false);
    assertThat(
            new Diagnosis(List.of(source), List.of(noEvidence), List.of(suppressed)).exitStatus())
        .isZero();
  }

  @Test
  void aHostThatNothingOfTheCasebookAppliesToWasLookedAt() {
    var apart = Samples.ALL.get(2);
    assertThat(status(false, apart)).isZero();
    assertThat(status(false, apart, Samples.ALL.get(3))).isEqualTo(2);
  }

  @Test
  void oneOfSeveralSnapshotsWithoutEvidenceIsNoHealth() {
    var later =
        new SnapshotLabel("a.tar", "web1", "sos-web1", Instant.parse("2026-11-23T14:00:00Z"));
    var source =
        new SourceAccount(
            "a.tar", "sosreport", List.of(Samples.WEB1, later), List.of(), false, false);
    var diagnosis =
        new Diagnosis(
            List.of(source),
            List.of(
                Samples.ALL.get(1),
                new Verdict.NoEvidence(
                    Samples.NOTE, later, List.of(), List.of("users: absent"), List.of())));
    assertThat(diagnosis.withoutEvidence(source)).containsExactly(later);
    assertThat(diagnosis.exitStatus()).isEqualTo(2);
  }

  @Test
  void aFindingOfAnotherHostInALogIsEvidenceOfItsSource() {
    var server = new SnapshotLabel("a.tar", "loghost", "sos-web1", Samples.WEB1.captured());
    var source = new SourceAccount("a.tar", "sosreport", List.of(server), List.of(), false, false);
    var nothing =
        new Verdict.NoEvidence(
            Samples.NOTE, server, List.of(), List.of("users: absent"), List.of());
    assertThat(
            new Diagnosis(List.of(source), List.of(nothing, Samples.FINDING))
                .withoutEvidence(source))
        .isEmpty();
    assertThat(new Diagnosis(List.of(source), List.of(nothing)).withoutEvidence(source))
        .containsExactly(server);
  }

  @Test
  void anExplainedFindingIsFoundButDoesNotStandOnItsOwn() {
    var explained = Samples.FINDING.explainedBy("other");
    assertThat(of(explained).findings()).isEmpty();
    assertThat(of(explained).allFindings()).containsExactly(explained);
    assertThat(of(explained).exitStatus()).isEqualTo(1);
  }

  @Test
  void aStepsKindIsToldByItsHeading() {
    assertThat(Step.Kind.marked("Rival: the disk failed")).contains(Step.Kind.RIVAL);
    assertThat(Step.Kind.marked("Cause: a log grew")).contains(Step.Kind.CAUSE);
    for (var heading : List.of("rival: x", "Rival", "Rival:x", "Other: x", "")) {
      assertThat(Step.Kind.marked(heading)).as(heading).isEmpty();
    }
  }

  @Test
  void severitiesAreNamedInLowerCase() {
    assertThat(Severity.named("critical")).contains(Severity.CRITICAL);
    assertThat(Severity.named("Critical")).isEmpty();
  }
}
