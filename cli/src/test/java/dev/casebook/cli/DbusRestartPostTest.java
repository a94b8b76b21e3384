package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about dbus that was restarted by mistake: no pod started any more, and later ssh was
/// slow for all but root.
class DbusRestartPostTest {

  private static final String KUBELET = "kubelet-lost-dbus";
  private static final String LOGIND = "ssh-logind-timeout";
  private static final String RUNBOOK = "recover-from-dbus-restart";

  /// Word by word, with the dots that stand there.
  private static final String EVENT =
      "unable to ensure pod container exists: failed to create container for [kubepods besteffort"
          + " ...] : dbus: connection closed by user\n";

  private static final String SECURE =
      """
      pam_systemd(crond:session): Failed to create session: Activation of org.freedesktop.login1 timed out
      pam_systemd(crond:session): Failed to create session: Connection timed out
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void thePostsLinesAreTwoFindings() {
    var post = posted().with("events.txt", EVENT).with("secure.txt", SECURE);

    assertThat(post.found()).containsExactly(KUBELET, LOGIND);
    assertThat(post.said(KUBELET))
        .contains("kubelet can't make the control groups of new pods: its connection to dbus is")
        .contains("unknown dbus was restarted after kubelet was started")
        .contains("systemctl restart -- 'kubelet'")
        .contains("Kubernetes 1.25 or newer");
    assertThat(post.said(LOGIND))
        .contains("systemd-logind does not answer on dbus, so logins (crond) wait.");
  }

  @Test
  void eachLineAloneIsKnownFromStandardInput() {
    assertThat(Launch.withInput(EVENT, "diagnose", "-").output()).contains(KUBELET);
    assertThat(Launch.withInput(SECURE, "diagnose", "-").output()).contains(LOGIND);
  }

  @Test
  void theHostsUnitsTellWhatWasRestartedAfterWhat() {
    var node = posted().like("kubernetes/kubelet-lost-dbus/fires/dbus-restarted");

    assertThat(node.found()).contains(KUBELET);
    assertThat(node.said(KUBELET))
        .contains("supported dbus was restarted after kubelet was started")
        .contains("supported kubelet is of a version that does not connect again")
        .contains("ruled out rival: dbus does not run at all");
    assertThat(node.walked(RUNBOOK)).contains("left").contains("Restart kubelet");
  }

  @Test
  void anotherNodeAndAnotherClassOfPodsAreKnown() {
    var other =
        posted()
            .with("etc/hostname", "worker-12\n")
            .with(
                "var/log/messages",
                """
                Aug  2 08:00:01 worker-12 kubelet[900]: E0802 08:00:01.000001     900 pod_workers.go:191] Error syncing pod 11aa ("web_prod(11aa)"), skipping: failed to ensure that the pod: 11aa cgroups exist and are correctly applied: failed to create container for [kubepods burstable pod11aa] : dbus: connection closed by user
                Aug  2 08:10:00 worker-12 sshd[77]: pam_systemd(sshd:session): Failed to create session: Failed to activate service 'org.freedesktop.login1': timed out (service_start_timeout=25000ms)
                """);

    assertThat(other.found()).containsExactly(KUBELET, LOGIND);
    assertThat(other.said(LOGIND)).contains("so logins (sshd) wait");
  }

  @Test
  void whatLooksAlikeIsNotCalledSo() {
    for (var rival : new String[] {"kubelet-1.25", "kubelet-restarted", "dbus-down"}) {
      var node = new PostedEvidence(folder.resolve(rival));
      node.like("kubernetes/kubelet-lost-dbus/clear/" + rival);
      assertThat(node.found()).as(rival).doesNotContain(KUBELET);
    }
    var names = new PostedEvidence(folder.resolve("names"));
    names.like("ssh/ssh-logind-timeout/clear/sshd-looks-up-names");
    assertThat(names.found()).isEmpty();
  }
}
