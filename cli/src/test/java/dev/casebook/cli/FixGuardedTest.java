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

/// A change of what we come in by, with the real sshd as its checker: the host takes it back unless
/// somebody comes in anew.
@Tag("integration")
class FixGuardedTest {

  private static final String NOTE =
      """
      ---
      schema: 2
      id: logins-too-wide
      title: Logins are too wide
      severity: high
      signals:
      ---
      ## Symptom
      None.

      ## Detect: the file says so
      > It is {value}.

      `select value, origin from kernel_parameter_settings where name = 'user.logins' and value = 'wide'`

      ## Cause
      Somebody wrote it.

      ## Remedy
      ```edit /etc/sysctl.d/50-logins.conf
      = user.logins = narrow
      ```
      ```edit /etc/ssh/sshd_config
      = MaxSessions VALUE
      ? sshd -t -f {file}
      ```

      ## Provenance
      Made up.
      """;

  @TempDir private Path folder;
  private Sandbox host;

  @BeforeEach
  void begin() throws Exception {
    host = Sandbox.in(folder);
    host.sh(
        """
        mkdir -p /run/sshd
        ssh-keygen -A >/dev/null
        printf 'user.logins = wide\\n' > /etc/sysctl.d/50-logins.conf
        printf '#MaxSessions 10\\nUsePAM yes\\nMatch User git\\n  MaxSessions 1\\n' > /etc/ssh/sshd_config
        chmod 600 /etc/ssh/sshd_config
        """);
  }

  @AfterEach
  void end() throws Exception {
    host.close();
  }

  private String[] fix(String value, String... more) throws Exception {
    var note = Files.createDirectories(folder.resolve("notes/logins-too-wide"));
    Files.writeString(note.resolve("note.md"), NOTE.replace("VALUE", value));
    var line = new ArrayList<>(List.of("fix", "logins-too-wide", "--yes", "--notes"));
    line.add(folder.resolve("notes").toString());
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  private String files() throws Exception {
    return host.sh(
        "cat /etc/sysctl.d/50-logins.conf /etc/ssh/sshd_config; stat -c '%a %y' /etc/ssh/sshd_config");
  }

  @Test
  void whatTheCheckerRefusesIsNotPutInPlaceAndTheRestIsTakenBack() throws Exception {
    var before = files();
    var fix = host.casebook(fix("many"));
    assertThat(fix.output()).contains("the checker does not accept", "MaxSessions", "Rolled back");
    assertThat(fix.status()).isEqualTo(1);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void theHostTakesItBackWhereNobodyComesInAnew() throws Exception {
    var before = files();
    var fix = host.casebook(fix("9", "--confirm-within", "3"));
    assertThat(fix.output()).contains("casebook fix confirm", "the host took the way back");
    assertThat(fix.status()).isEqualTo(1);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void itStaysWhereSomebodyComesInAnew() throws Exception {
    var process = host.start(fix("9", "--confirm-within", "60"));
    host.sh(
        "for i in $(seq 3000); do grep -qs made /var/lib/casebook/changes/2*/2/state && exit; sleep 0.01; done; exit 1");
    var id = host.casebook("fix", "list").output().split(" +")[1];
    var confirm = host.casebook("fix", "confirm", id);
    assertThat(confirm.status()).as(confirm.errors()).isZero();
    assertThat(process.waitFor()).isZero();
    assertThat(host.sh("cat /etc/ssh/sshd_config"))
        .isEqualTo("#MaxSessions 10\nMaxSessions 9\nUsePAM yes\nMatch User git\n  MaxSessions 1\n");
    assertThat(host.casebook("fix", "confirm", id).status()).isEqualTo(2);
  }

  /// A terminal's Ctrl-C reaches the command as SIGINT.
  @Test
  void anInterruptLeadsToTheWayBack() throws Exception {
    var before = files();
    var process = host.start(fix("9", "--confirm-within", "60"));
    host.sh(
        "for i in $(seq 3000); do grep -qs made /var/lib/casebook/changes/2*/2/state && exit; sleep 0.01; done; exit 1");
    var command =
        process
            .descendants()
            .filter(each -> each.info().command().orElse("").endsWith("/java"))
            .findFirst()
            .orElseThrow();
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(command.pid())).start().waitFor())
        .isZero();
    assertThat(process.waitFor()).isNotZero();
    assertThat(files()).isEqualTo(before);
    assertThat(host.casebook("fix", "list").output()).contains("rolled-back");
  }
}
