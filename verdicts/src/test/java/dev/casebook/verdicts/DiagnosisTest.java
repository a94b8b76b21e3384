package dev.casebook.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

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
    var unreadable = new SourceAccount("a", "", List.of(), List.of("a: none"), true);
    assertThat(new Diagnosis(List.of(unreadable), List.of()).exitStatus()).isEqualTo(2);
  }

  @Test
  void anExplainedFindingIsFoundButDoesNotStandOnItsOwn() {
    var explained = Samples.FINDING.explainedBy("other");
    assertThat(of(explained).findings()).isEmpty();
    assertThat(of(explained).allFindings()).containsExactly(explained);
    assertThat(of(explained).exitStatus()).isEqualTo(1);
  }

  @Test
  void severitiesAreNamedInLowerCase() {
    assertThat(Severity.named("critical")).contains(Severity.CRITICAL);
    assertThat(Severity.named("Critical")).isEmpty();
  }
}
