package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Progress;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.RunbookWalk.Stage;
import dev.casebook.verdicts.RunbookWalk.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runbooks, walked step by step.
class RunbookTest {

  private static final String ROOT = "root:x:0:0:root:/root:/bin/bash\n";
  private static final String EVE = "eve:x:1000:1000::/home/eve:/bin/sh\n";
  private static final String ANN = "ann:x:1001:1001::/home/ann:/bin/false\n";

  private static final String STEPS =
      """
      ## Step: Make eve
      ```sh fix
      useradd eve
      ```
      `from users where name = 'eve'`

      ## Step: Give ann a shell
      (after: Make eve)
      It is {shell or none} now.
      ```sh fix
      chsh -s /bin/sh -- {name or ann}
      ```
      `select shell like '%/sh' as holds, shell, name, origin from users where name = 'ann'`

      ## Step: Mount the disk
      `/srv` has to be there.

      `from mounts where target = '/srv'`
      """;

  @TempDir private Path folder = Path.of("");

  private Bundle host = new Bundle(Path.of(""));
  private String steps = STEPS;

  @BeforeEach
  void aHost() {
    host = new Bundle(folder.resolve("host"));
    host.file("etc/hostname", "web1\n");
  }

  private Note note() {
    try {
      return Notes.read(folder.resolve("notes"), Notes.text("kind: runbook", steps));
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  private RunbookWalk walk() {
    var note = note();
    try (var source = host.open();
        var scan = SignalScan.of(Examined.patterns(List.of(note)), Optional.empty());
        var examiner =
            new Examiner(
                Bundle.only(source),
                Catalogue.spine(),
                scan.of(Bundle.only(source), Progress.NONE).own(),
                Parameters.defaults())) {
      assertThat(examiner.examine(List.of(note))).as("it says no verdict").isEmpty();
      return examiner.walk(note);
    } catch (QueryFailure e) {
      throw new AssertionError(e);
    }
  }

  private static String next(RunbookWalk walk) {
    return walk.next().map(Stage::heading).orElse("");
  }

  @Test
  void eachStepIsDoneLeftOrCannotBeTold() {
    host.file("etc/passwd", ROOT + EVE + ANN);
    var walk = walk();
    assertThat(walk.stages())
        .extracting(Stage::state)
        .containsExactly(State.DONE, State.LEFT, State.UNTOLD);
    assertThat(walk.stages().getFirst().evidence())
        .containsExactly(new Evidence("etc/passwd:2", EVE.strip()));
    assertThat(walk.stages().getLast().missing())
        .singleElement()
        .asString()
        .startsWith("mounts: looked for ");
    assertThat(walk.exitStatus()).isEqualTo(1);
  }

  @Test
  void theNextStepIsToldWithTheValuesOfThisHost() {
    host.file("etc/passwd", ROOT + EVE + ANN);
    assertThat(walk().next().orElseThrow().text())
        .isEqualTo("It is /bin/false now.\n```sh fix\nchsh -s /bin/sh -- 'ann'\n```");
  }

  @Test
  void aStepWaitsForThoseThatItComesAfter() {
    host.file("etc/passwd", ROOT + ANN);
    var walk = walk();
    assertThat(walk.stages().get(1).state()).isEqualTo(State.LEFT);
    assertThat(walk.waitsFor(walk.stages().get(1))).containsExactly("Make eve");
    assertThat(next(walk)).isEqualTo("Make eve");
    assertThat(walk.stages().getFirst().searched())
        .containsExactly("no such row of users in etc/passwd");
  }

  @Test
  void walkedAgainItGoesOnWhereTheEvidenceSays() {
    host.file("etc/passwd", ROOT + ANN).file("proc/mounts", "/dev/sda1 / ext4 rw 0 0\n");
    assertThat(next(walk())).isEqualTo("Make eve");
    host.file("etc/passwd", ROOT + ANN + EVE);
    assertThat(next(walk())).isEqualTo("Give ann a shell");
    host.file("etc/passwd", ROOT + ANN.replace("/bin/false", "/bin/sh") + EVE);
    assertThat(next(walk())).isEqualTo("Mount the disk");
    host.file("proc/mounts", "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /srv ext4 rw 0 0\n");
    assertThat(next(walk())).isEmpty();
    assertThat(walk().exitStatus()).isZero();
  }

  @Test
  void whatCannotBeToldIsNextWhereNothingElseIsLeft() {
    host.file("etc/passwd", ROOT + EVE + ANN.replace("/bin/false", "/bin/sh"));
    var walk = walk();
    assertThat(next(walk)).isEqualTo("Mount the disk");
    assertThat(walk.exitStatus()).isEqualTo(2);
  }

  @Test
  void aStepNamesOnlyWhatItsOwnQueryReturns() {
    try (var schema = Schema.of(Catalogue.spine())) {
      assertThat(NoteLint.complaints(note(), schema)).isEmpty();
      steps = STEPS.replace("{shell or none}", "{uid}");
      assertThat(NoteLint.complaints(note(), schema))
          .singleElement()
          .asString()
          .contains("the text names {uid}, which no block returns");
      steps = STEPS.replace("from users where name = 'eve'", "select 1 as holds");
      assertThat(NoteLint.complaints(note(), schema))
          .singleElement()
          .asString()
          .contains("it needs no table, view or signal");
    }
  }
}
