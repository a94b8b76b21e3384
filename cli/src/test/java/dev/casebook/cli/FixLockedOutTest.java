package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users who are locked out by a real PAM stack, whom a real pamtester then lets in again. What PAM
/// says, which no syslog takes in a sandbox, is written as it says it.
@Tag("integration")
class FixLockedOutTest {

  private static final String USER =
      """
      useradd -m -s /bin/sh locked
      echo 'locked:right' | chpasswd
      """;

  private static final String FAILLOCK =
      """
      cat > /etc/pam.d/sshd <<'end'
      auth     required       pam_faillock.so preauth silent deny=2 unlock_time=900
      auth     sufficient     pam_unix.so nodelay
      auth     [default=die]  pam_faillock.so authfail deny=2 unlock_time=900
      auth     required       pam_deny.so
      account  required       pam_faillock.so
      account  required       pam_unix.so
      end
      echo "$(date '+%b %e %T') vpn1 sshd[1]: Server listening on 0.0.0.0 port 22." > /var/log/auth.log
      for i in 1 2 3; do echo wrong | pamtester sshd locked authenticate 2>/dev/null || true; done
      """;

  private static final String RIGHT = "echo right | pamtester sshd locked authenticate acct_mgmt";

  @TempDir private Path folder;
  private Sandbox host;

  @BeforeEach
  void begin() throws Exception {
    host = Sandbox.in(folder);
    host.sh(USER);
  }

  @AfterEach
  void end() throws Exception {
    host.close();
  }

  private int found(String note) throws Exception {
    return host.casebook("diagnose", "--note", note).status();
  }

  private boolean isLetIn() throws Exception {
    return host.run(RIGHT).status() == 0;
  }

  private String id() throws Exception {
    return host.casebook("fix", "list").output().split(" +")[1];
  }

  @Test
  void aLockOfFaillockIsLiftedAndCanBePutBack() throws Exception {
    var note = "login-locked-by-faillock";
    host.sh(FAILLOCK);
    assertThat(isLetIn()).isFalse();
    assertThat(found(note)).isEqualTo(1);
    var locked = host.sh("md5sum /run/faillock/locked; stat -c '%a %U' /run/faillock/locked");

    var fix = host.casebook("fix", note, "--yes");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    var clear = host.casebook("diagnose", "--note", note);
    assertThat(clear.status()).as(clear.output()).isZero();
    assertThat(host.casebook("fix", note, "--yes").output()).contains("nothing to fix");

    assertThat(host.casebook("fix", "undo", id(), "--yes").status()).isZero();
    assertThat(host.sh("md5sum /run/faillock/locked; stat -c '%a %U' /run/faillock/locked"))
        .isEqualTo(locked);
    assertThat(found(note)).isEqualTo(1);
    assertThat(isLetIn()).isFalse();
    assertThat(host.casebook("fix", note, "--yes").status()).isZero();
    assertThat(isLetIn()).isTrue();
  }
}
