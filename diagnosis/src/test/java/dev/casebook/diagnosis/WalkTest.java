package dev.casebook.diagnosis;

import static dev.casebook.diagnosis.Examined.EVE;
import static dev.casebook.diagnosis.Examined.EVE_IS_THERE;
import static dev.casebook.diagnosis.Examined.ROOT;
import static dev.casebook.diagnosis.Examined.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The steps of an analysis.
class WalkTest {

  @TempDir private Path folder = Path.of("");

  private Examined host = Examined.ofHost(folder);

  @BeforeEach
  void aHost() {
    host = Examined.ofHost(folder);
  }

  @Test
  void theWalkTellsSupportedRuledOutAndUnknown() {
    host.file("etc/passwd", EVE);
    var walk =
        "## Analysis\n"
            + Notes.step("Cause: Eve came", "select origin from users where name = 'eve'")
            + Notes.step("Cause: Bob came", "select origin from users where name = 'bob'")
            + Notes.step("Cause: A module did it", "select origin from kernel_modules");
    var steps = finding(host.says("", walk + EVE_IS_THERE)).walk();
    assertThat(steps)
        .extracting(step -> step.hypothesis() + ": " + step.outcome().word())
        .containsExactly("Eve came: supported", "Bob came: ruled_out", "A module did it: unknown");
    assertThat(steps.getLast().outcome()).isEqualTo(Step.Outcome.UNKNOWN);
    assertThat(steps.getLast().missing().getFirst()).startsWith("kernel_modules: looked for");
  }

  @Test
  void aSupportedHypothesisIsToldWithItsFirstLineEvenWhereTheNoteIsClear() {
    host.file("etc/passwd", ROOT + "bob:x:8:8::/:/bin/sh\nbob:x:9:9::/:/bin/sh\n");
    var walk =
        "## Analysis\n"
            + Notes.step(
                "Rival: Bob came",
                "select origin from users where name = 'bob' order by origin desc")
            + Notes.step("Cause: Root is there", "select 1 from users where name = 'root'");
    var clear = (Verdict.Clear) host.says("", walk + EVE_IS_THERE).getFirst();
    assertThat(clear.supported())
        .containsExactly(
            Step.supported(
                Step.Kind.RIVAL,
                "Bob came",
                List.of(new Evidence("etc/passwd:2", "bob:x:8:8::/:/bin/sh"))),
            Step.supported(Step.Kind.CAUSE, "Root is there", List.of()));
  }

  private static final String ROOT_HAS_A_SHELL =
      "## Analysis\n"
          + Notes.step(
              "Rival: root can't log in",
              "select shell like '%nologin' as holds, origin from users where uid = 0");

  @Test
  void aRowThatDoesNotHoldRulesTheStepOutAndIsCited() {
    host.file("etc/passwd", EVE + ROOT);
    assertThat(finding(host.says("", ROOT_HAS_A_SHELL + EVE_IS_THERE)).walk())
        .containsExactly(
            Step.ruledOut(
                Step.Kind.RIVAL,
                "root can't log in",
                List.of(new Evidence("etc/passwd:2", ROOT.strip())),
                List.of()));
  }

  @Test
  void ofSeveralRowsOneThatHoldsSupportsTheStepAndIsCited() {
    var locked = "toor:x:0:0::/root:/sbin/nologin\n";
    host.file("etc/passwd", EVE + ROOT + locked);
    assertThat(finding(host.says("", ROOT_HAS_A_SHELL + EVE_IS_THERE)).walk())
        .containsExactly(
            Step.supported(
                Step.Kind.RIVAL,
                "root can't log in",
                List.of(new Evidence("etc/passwd:3", locked.strip()))));
  }

  /// NULL is not true: nothing supports the step.
  @Test
  void aRowOfWhichNobodyKnowsWhetherItHoldsSupportsNothing() {
    host.file("etc/passwd", EVE);
    var walk = "## Analysis\n" + Notes.step("Cause: x", "select null::boolean as holds from users");
    assertThat(finding(host.says("", walk + EVE_IS_THERE)).walk())
        .extracting(Step::outcome)
        .containsExactly(Step.Outcome.RULED_OUT);
  }

  @Test
  void aStepThatNothingSupportsTellsWhatWasSearched() {
    host.file("etc/passwd", EVE);
    host.file("proc/modules", "other 1 0 - Live 0x0\n");
    host.file(
        "var/log/auth.log",
        """
        2026-11-20T10:00:00+00:00 web1 sshd[7]: fine
        2026-11-22T10:00:00+00:00 web1 sshd[7]: fine
        """);
    var header = "signals: {bad: {in: sshd, match: 'bad', example: 'bad'}}";
    var walk =
        "## Analysis\n"
            + Notes.step("Rival: x", "from users where name = 'bob'")
            + Notes.step("Rival: y", "from users u semi join signal.bad on true")
            + Notes.step(
                "Rival: z", "from users where name = 'bob' and exists (from kernel_modules)");
    assertThat(finding(host.says(header, walk + EVE_IS_THERE)).walk())
        .extracting(Step::searched)
        .containsExactly(
            List.of("no such row of users in etc/passwd"),
            List.of(
                "no such row of users in etc/passwd",
                "no hit of bad in var/log/auth.log, 2026-11-20 to 2026-11-22"),
            List.of(
                "no such row of users in etc/passwd",
                "no such row of kernel_modules in proc/modules"));
  }

  /// What a step concludes from the lack of is not said to lack what it has.
  @Test
  void ofWhatAStepNegatesItIsToldWhetherThereAreRows() {
    host.file("etc/passwd", EVE);
    host.file("proc/modules", "other 1 0 - Live 0x0\n");
    var walk =
        "## Analysis\n"
            + Notes.step("Rival: x", "from users where not exists (from kernel_modules)");
    assertThat(finding(host.says("", walk + EVE_IS_THERE)).walk())
        .extracting(Step::searched)
        .containsExactly(
            List.of(
                "no such row of users in etc/passwd", "rows of kernel_modules in proc/modules"));
  }

  @Test
  void aStepThatCanOnlyFindIsNeverRuledOut() {
    host.file("etc/passwd", EVE);
    var walk =
        """
        ## Analysis
        ### Cause: Bob came
        (finds only: he may have left)
        `from users where name = 'bob'`
        """;
    var step = finding(host.says("", walk + EVE_IS_THERE)).walk().getFirst();
    assertThat(step.outcome()).isEqualTo(Step.Outcome.UNKNOWN);
    assertThat(step.missing()).containsExactly("\"Bob came\" can only find: he may have left");
  }
}
