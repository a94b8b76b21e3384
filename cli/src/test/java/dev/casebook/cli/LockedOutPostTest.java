package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about nodes that nobody could log in to any more: pam_tally2 had locked the user since
/// a scanner guessed passwords.
class LockedOutPostTest {

  private static final String NOTE = "ssh-locked-by-pam-tally2";

  /// The journal, `netstat -W` and the line of both PAM files, word by word.
  private static final String POST = "ssh/ssh-locked-by-pam-tally2/fires/seed";

  /// What `netstat` shows without `-W`: addresses that were cut.
  private static final String CUT =
      """
      [root@node1 ~]# netstat -anp -v|grep -w 22\s
      tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 156183/sshd: /usr/s
      tcp6 0 0 2000:8080:5a0a:2f:59732 2000:8080:5a0a:2f40::22 TIME_WAIT -
      tcp6 0 0 2000:8080:5a0a:2f:59834 2000:8080:5a0a:2f40::22 ESTABLISHED 170769/java
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void thePostsNodeIsWalkedAsItsAuthorDid() {
    var post = posted().like(POST);

    assertThat(post.found()).containsExactly(NOTE + " admin");
    assertThat(post.said(NOTE))
        .contains(
            "pam_tally2 locks admin out (7 failures in a row, deny is 5, from"
                + " 2000:8080:5a0a:2f47::2)")
        .contains("ruled out rival: The log shows a wrong password for each login")
        .contains("ruled out Whoever failed to log in is connected now")
        .contains("supported One address has failed more often in a row than is allowed 3月 26")
        .contains("supported PAM asks pam_tally2 at login")
        .contains("ruled out rival: The log shows pam_faillock at work");
  }

  @Test
  void addressesThatNetstatCutAreNotTakenForWhole() {
    var post = posted().like(POST).without("commands/netstat_-anp_-W");
    post.with("commands/netstat_-anp_-v", CUT);

    assertThat(post.found()).containsExactly(NOTE + " admin");
    assertThat(post.said(NOTE)).doesNotContain("supported Whoever failed to log in is connected");
  }

  @Test
  void withTheLineTakenOutTallyLocksNobody() {
    var mended = posted().like(POST, text -> text.replace("auth required", "# auth required"));

    assertThat(mended.found()).isEmpty();
  }

  /// The post's cure, in its place: five wrong passwords lock for 900 s, and that was in March.
  @Test
  void withThePostsCureInPlaceTallyIsNotBlamed() {
    var cured =
        posted()
            .like(
                POST,
                text ->
                    text.replace(
                        "auth required pam_tally2.so onerr=fail deny=5 unlock_time=900 even_deny_root",
                        """
                        auth [success=1 default=bad] pam_unix.so
                        auth [default=die] pam_faillock.so authfail deny=5 even_deny_root unlock_time=900 root_unlock_time=10
                        auth sufficient pam_faillock.so authsucc deny=5 even_deny_root unlock_time=900 root_unlock_time=10
                        auth required pam_deny.so
                        """));

    assertThat(cured.found()).isEmpty();
  }

  @Test
  void anotherUserAtAnotherHostIsTold() {
    var other =
        posted()
            .like(
                POST,
                text ->
                    text.replace("node1", "db-3")
                        .replace("for admin", "for deploy")
                        .replace("2000:8080:5a0a:2f47::2", "198.51.100.9")
                        .replace("deny=5", "deny=3")
                        .replace("3月 26", "Feb 11"));

    assertThat(other.found()).containsExactly(NOTE + " deploy");
    assertThat(other.said(NOTE))
        .contains(
            "pam_tally2 locks deploy out (7 failures in a row, deny is 3, from 198.51.100.9)");
  }

  @Test
  void fewerFailuresThanAreAllowedLockNobody() {
    var few = posted().like(POST, text -> text.replace("deny=5", "deny=8"));

    assertThat(few.found()).isEmpty();
  }

  @Test
  void anExpiredPasswordIsAnotherThing() {
    var expired = posted().like("ssh/ssh-locked-by-pam-tally2/clear/password-expired");

    assertThat(expired.found()).isEmpty();
    assertThat(expired.said(NOTE)).contains("The log shows a password or account that has expired");
  }
}
