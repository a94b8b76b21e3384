package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is left of a fix that was killed, did not help, or was overtaken, on a host of its own.
@Tag("integration")
class FixKilledTest {

  private static final String NOTE =
      """
      ---
      schema: 2
      id: limit-too-low
      title: A limit is too low
      severity: high
      signals:
      ---
      ## Symptom
      None.

      ## Detect: the file says so
      > It is {value}.

      `select value, origin from kernel_parameter_settings where name = 'user.limit' and value < '5'`

      ## Cause
      Somebody wrote it.

      ## Remedy
      ```sh before
      before=$(cat /etc/limit)
      ```
      ```sh fix
      sleep 1
      echo 9 > /etc/limit
      sleep 1
      ```
      ```sh undo
      echo "$before" > /etc/limit
      ```
      ```edit /etc/sysctl.d/50-limit.conf
      = user.limit = 9
      ? sleep 1
      ```
      ```edit /etc/limit.d/new
      + made
      ```
      ```sh reload
      sleep 1
      cat /etc/limit /etc/sysctl.d/50-limit.conf > /etc/loaded
      ```

      ## Provenance
      Made up.
      """;

  private static final String NAMES = "/etc/limit /etc/sysctl.d/50-limit.conf /etc/loaded";

  @TempDir private Path folder;
  private Sandbox host;
  private String before = "";

  @BeforeEach
  void begin() throws Exception {
    host = Sandbox.in(folder);
    var note = Files.createDirectories(folder.resolve("notes/limit-too-low"));
    Files.writeString(note.resolve("note.md"), NOTE);
    host.sh(
        """
        echo 3 > /etc/limit
        mkdir /etc/limit.d
        printf '# mine\\nuser.limit = 3\\n\\303\\244 = \\001' > /etc/sysctl.d/50-limit.conf
        chmod 640 /etc/sysctl.d/50-limit.conf
        chgrp 7 /etc/sysctl.d/50-limit.conf
        touch -d '2020-02-03 04:05:06.123456789' /etc/sysctl.d/50-limit.conf
        cat /etc/limit /etc/sysctl.d/50-limit.conf > /etc/loaded
        """);
    before = state();
  }

  @AfterEach
  void end() throws Exception {
    host.close();
  }

  /// Contents, and of what is replaced mode, owner and time.
  private String state() throws Exception {
    return host.sh(
        "md5sum "
            + NAMES
            + "; stat -c '%a %u %g %y' /etc/sysctl.d/50-limit.conf; ls -A /etc/limit.d /etc/sysctl.d");
  }

  private Launch fix(String... arguments) throws Exception {
    var line = new ArrayList<>(List.of("fix", "limit-too-low", "--yes"));
    line.addAll(List.of("--notes", folder.resolve("notes").toString()));
    line.addAll(List.of(arguments));
    return host.casebook(line.toArray(String[]::new));
  }

  /// Also a child that is to become another program in a moment.
  private static boolean isJava(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java");
  }

  /// The command alone: the step that runs goes on, as it would on another host.
  private static void kill(Process process) throws InterruptedException {
    var killed =
        process
            .descendants()
            .filter(FixKilledTest::isJava)
            .filter(each -> each.parent().filter(FixKilledTest::isJava).isEmpty())
            .filter(ProcessHandle::destroyForcibly)
            .count();
    assertThat(killed).isEqualTo(1);
    process.waitFor();
  }

  private String id() throws Exception {
    return host.casebook("fix", "list").output().split(" +")[1];
  }

  /// @param moment the state of a step, after which it is killed at once
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 planned",
        "1 begun",
        "1 made",
        "2 begun",
        "2 made",
        "3 made",
        "4 begun",
        "4 made"
      })
  void whatIsLeftOfAKilledFixCanBeTakenBack(String moment) throws Exception {
    var process =
        host.start("fix", "limit-too-low", "--yes", "--notes", folder.resolve("notes").toString());
    var step = moment.split(" ");
    host.sh(
        "for i in $(seq 3000); do grep -qs %s /var/lib/casebook/changes/2*/%s/state && exit; sleep 0.01; done; exit 1"
            .formatted(step[1], step[0]));
    kill(process);

    var next = fix();
    assertThat(next.status()).isEqualTo(2);
    assertThat(next.errors()).contains("was left unfinished: " + id());
    var undo = host.casebook("fix", "undo", id(), "--yes");
    assertThat(undo.status()).as(undo.output() + undo.errors()).isZero();
    assertThat(state()).isEqualTo(before);
    assertThat(host.sh("cat /var/lib/casebook/changes/2*/state")).isEqualTo("rolled-back\n");
  }

  @Test
  void aKilledFixCanBeGoneOnWith() throws Exception {
    var process =
        host.start("fix", "limit-too-low", "--yes", "--notes", folder.resolve("notes").toString());
    host.sh(
        "for i in $(seq 3000); do grep -qs begun /var/lib/casebook/changes/2*/2/state && exit; sleep 0.01; done; exit 1");
    kill(process);
    var resumed =
        host.casebook(
            "fix", "resume", id(), "--yes", "--notes", folder.resolve("notes").toString());
    assertThat(resumed.status()).as(resumed.output() + resumed.errors()).isZero();
    assertThat(host.sh("cat " + NAMES)).startsWith("9\n# mine\nuser.limit = 9\n");
  }

  @Test
  void aFixThatDoesNotHelpIsTakenBack() throws Exception {
    host.sh("printf 'user.limit = 1\\n' > /etc/sysctl.d/99-other.conf");
    var with = state();
    var fix = fix("--settle", "1");
    assertThat(fix.output()).contains("It did not help: It is ", "Rolled back");
    assertThat(fix.status()).isEqualTo(1);
    assertThat(state()).isEqualTo(with);
  }

  @Test
  void whatWasProvenOnceIsNotDoneTwice() throws Exception {
    assertThat(fix().status()).isZero();
    var after = state();
    var again = fix();
    assertThat(again.output()).contains("nothing to fix");
    assertThat(again.status()).isZero();
    assertThat(state()).isEqualTo(after);
    host.sh("echo '# somebody' >> /etc/sysctl.d/50-limit.conf");
    var undo = host.casebook("fix", "undo", id(), "--yes");
    assertThat(undo.output()).contains("somebody edited since", "+# somebody");
    assertThat(undo.status()).isEqualTo(1);
    assertThat(host.casebook("fix", "undo", id(), "--yes", "--overrun").status()).isZero();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void withoutAWordNothingIsDone() throws Exception {
    var asked =
        host.casebook("fix", "limit-too-low", "--notes", folder.resolve("notes").toString());
    assertThat(asked.output()).contains("Do it? [yes/no]", "Nothing was done.");
    assertThat(asked.status()).isEqualTo(2);
    assertThat(fix("--dry-run").status()).isEqualTo(2);
    var bundle = host.casebook("fix", "limit-too-low", Launch.ROOT + "/examples/vpn-outage.tar.xz");
    assertThat(bundle.errors()).contains("is evidence and no host");
    assertThat(bundle.status()).isEqualTo(2);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void twoFixesWaitForEachOther() throws Exception {
    var first =
        host.start("fix", "limit-too-low", "--yes", "--notes", folder.resolve("notes").toString());
    host.sh(
        "for i in $(seq 3000); do grep -qs begun /var/lib/casebook/changes/2*/1/state && exit; sleep 0.01; done; exit 1");
    var second = fix();
    assertThat(second.output()).contains("Another fix is at work", "nothing to fix");
    assertThat(first.waitFor()).isZero();
  }
}
