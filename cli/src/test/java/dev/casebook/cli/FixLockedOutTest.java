package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
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

  /// The module is one that refuses whatever the password is, as pam_tally2 does above its limit,
  /// which Debian has no more; the program keeps a number.
  private static final String TALLY =
      """
      mkdir -p /run/over/m /run/over/mw /run/over/s /run/over/sw
      mount -t overlay overlay -o lowerdir=/usr/sbin,upperdir=/run/over/s,workdir=/run/over/sw /usr/sbin
      modules=$(dirname "$(find /usr/lib -name pam_deny.so | head -n 1)")
      mount -t overlay overlay -o "lowerdir=$modules,upperdir=/run/over/m,workdir=/run/over/mw" "$modules"
      cp "$modules/pam_deny.so" "$modules/pam_tally2.so"
      cat > /usr/sbin/pam_tally2 <<'end'
      #!/bin/sh
      printf 'Login           Failures Latest failure     From\\nlocked              %s    11/26/26 10:42:36  203.0.113.9\\n' \\
        "$(cat /run/tally)"
      for word in "$@"; do
        case $word in
          --reset) echo 0 > /run/tally ;;
          --reset=*) echo "${word#--reset=}" > /run/tally ;;
        esac
      done
      end
      chmod +x /usr/sbin/pam_tally2
      echo 7 > /run/tally
      cat > /etc/pam.d/sshd <<'end'
      auth       substack     password-auth
      account    required     pam_nologin.so
      account    include      password-auth
      end
      cat > /etc/pam.d/password-auth <<'end'
      #%PAM-1.0
      auth        required      pam_env.so
      auth   required   pam_tally2.so onerr=fail deny=5 unlock_time=900 even_deny_root
      auth        sufficient    pam_unix.so nullok try_first_pass
      auth        sufficient    pam_sss.so use_first_pass
      auth        required      pam_deny.so
      account     required      pam_unix.so
      end
      {
        echo "$(date '+%b %e %T') vpn1 sshd[1]: Server listening on 0.0.0.0 port 22."
        echo "$(date '+%b %e %T') vpn1 sshd[70]: pam_tally2(sshd:auth): user locked (1000) tally 7, deny 5"
      } > /var/log/auth.log
      sleep 1
      """;

  private static final String STACK = "cat /run/tally; md5sum /etc/pam.d/password-auth";

  /// A change of what people come in by is left only if somebody comes in anew.
  private int fixedAndConfirmed(String... arguments) throws Exception {
    var process = host.start(arguments);
    host.sh(
        "for i in $(seq 3000); do grep -qs made /var/lib/casebook/changes/2*/2/state && exit; sleep 0.01; done; exit 1");
    var confirm = host.casebook("fix", "confirm", id());
    assertThat(confirm.status()).as(confirm.errors()).isZero();
    return process.waitFor();
  }

  @Test
  void aStackWithPamTally2IsRewrittenForFaillockOnceCopiesOfItWereTried() throws Exception {
    var note = "ssh-locked-by-pam-tally2";
    host.sh(TALLY);
    var before = host.sh(STACK);
    assertThat(isLetIn()).isFalse();
    assertThat(found(note)).isEqualTo(1);

    assertThat(fixedAndConfirmed("fix", note, "--yes")).isZero();
    assertThat(host.sh("cat /etc/pam.d/password-auth"))
        .isEqualTo(
            """
            #%PAM-1.0
            auth        required      pam_env.so
            auth required pam_faillock.so preauth silent deny=5 unlock_time=900
            auth        sufficient    pam_unix.so nullok try_first_pass
            auth        sufficient    pam_sss.so use_first_pass
            auth [default=die] pam_faillock.so authfail deny=5 unlock_time=900
            auth required pam_deny.so
            account required pam_faillock.so
            account required pam_unix.so
            """);
    assertThat(isLetIn()).isTrue();
    assertThat(host.run(RIGHT.replace("right", "wrong")).status()).isNotZero();
    assertThat(host.sh("ls -A /etc/pam.d")).doesNotContain("casebook", "trial");

    assertThat(host.casebook("fix", "undo", id(), "--yes").status()).isZero();
    assertThat(host.sh(STACK)).isEqualTo(before);
    assertThat(isLetIn()).isFalse();
    assertThat(found(note)).isEqualTo(1);
  }

  /// Four lines in the place of the old one, as a post has them: users of a directory are locked
  /// out by the pam_deny that they end with.
  @Test
  void theRecipeThatIsPassedAroundIsRefusedByTheTrial() throws Exception {
    host.sh(TALLY);
    var text =
        Files.readString(Launch.ROOT.resolve("notes/ssh/ssh-locked-by-pam-tally2/note.md"))
            .replace("id: ssh-locked-by-pam-tally2", "id: recipe")
            .replaceAll(
                "(?s)\n\\+ auth required pam_faillock.so preauth.*?\n- account required pam_tally2.so\n",
                Matcher.quoteReplacement(
                    """

                    + auth [success=1 default=bad] pam_unix.so
                    + auth [default=die] pam_faillock.so authfail deny=5 unlock_time=900
                    + auth sufficient pam_faillock.so authsucc deny=5 unlock_time=900
                    + auth required pam_deny.so
                    """));
    Files.createDirectories(folder.resolve("notes/recipe"));
    Files.writeString(folder.resolve("notes/recipe/note.md"), text);
    var before = host.sh(STACK);
    var notes = folder.resolve("notes").toString();
    var fix = host.casebook("fix", "recipe", "--yes", "--notes", notes);
    assertThat(fix.output()).contains("the checker does not accept", "Rolled back");
    assertThat(host.sh(STACK)).isEqualTo(before);
    assertThat(host.sh("ls -A /etc/pam.d")).doesNotContain("casebook", "trial");
  }
}
