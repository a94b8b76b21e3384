package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about `docker stats` that shows `--` on one node only.
class DockerStatsPostTest {

  private static final String NOTE = "docker-stats-third-cpuacct-field";

  /// dockerd's and containerd's lines, the file of the node and what docker shows, word by word.
  private static final String POST = "containers/docker-stats-third-cpuacct-field/fires/seed";

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void thePostsNodeIsExplainedByItsThirdField() {
    var post = posted().like(POST);

    assertThat(post.found()).containsExactly(NOTE);
    assertThat(post.said(NOTE))
        .contains("containerd refuses cpuacct.stat with the field sched_delay: no figures for 1")
        .contains("supported dockerd gets no metrics from containerd time=\"xxx\"")
        .contains("supported cpuacct.stat has more than the fields user and system")
        .contains("unknown containerd is older than 1.7.0")
        .contains("fixed in v1.1.0 and v3.0.0, which containerd uses from 1.7.0");
  }

  @Test
  void anotherNodeIsToldWithItsContainerdAndItsFields() {
    var node =
        posted()
            .with("etc/hostname", "edge-7\n")
            .with("var/log/messages", refusals("edge-7"))
            .with("commands/rpm_-qa", "containerd.io-1.6.33-3.1.el7.x86_64\n")
            .with(
                "sys/fs/cgroup/cpu,cpuacct/system.slice/docker-77af.scope/cpuacct.stat",
                "user 12\nsystem 7\nburst 0\nsched_delay 3\n");

    assertThat(node.found()).containsExactly(NOTE);
    assertThat(node.said(NOTE))
        .contains("edge-7 · docker-stats-third-cpuacct-field")
        .contains("refuses cpuacct.stat with the field burst, sched_delay: no figures for 2")
        .contains("supported containerd is older than 1.7.0 containerd.io-1.6.33-3.1.el7.x86_64");
  }

  private static String refusals(String host) {
    return """
    Jan  9 04:11:02 %1$s dockerd[811]: time="2026-01-09T04:11:02Z" level=error msg="collecting stats for 77af: no metrics received"
    Jan  9 04:11:02 %1$s containerd[640]: time="2026-01-09T04:11:02Z" level=error msg="collecting metrics for 77af" error="\\"/sys/fs/cgroup/cpuacct/system.slice/docker-77af.scope/cpuacct.stat\\" is expected to have 4 fields: unknown"
    Jan  9 04:11:02 %1$s containerd[640]: time="2026-01-09T04:11:02Z" level=error msg="collecting metrics for 80bc" error="\\"/sys/fs/cgroup/cpuacct/system.slice/docker-80bc.scope/cpuacct.stat\\" is expected to have 4 fields: unknown"
    """
        .formatted(host);
  }

  /// Its two lines, and a containerd that has read them since it was started.
  @Test
  void thePostsGoodNodeIsClear() {
    var good =
        posted()
            .with("etc/hostname", "node2\n")
            .with("commands/rpm_-qa", "containerd.io-1.6.33-3.1.el7.x86_64\n")
            .with(
                "var/log/messages",
                """
                Jan  9 04:11:02 node2 containerd[640]: time="2026-01-09T04:11:02Z" level=info msg="starting containerd" revision=d2d58213 version=v1.6.33
                """)
            .with(
                "sys/fs/cgroup/cpuacct/kubepods.slice/podxxx/xxx/cpuacct.stat",
                "user 1568\nsystem 6436\n");

    assertThat(good.found()).isEmpty();
    assertThat(good.said(NOTE)).contains("1 clear");
  }

  /// dockerd says the same where the task's groups are gone.
  @Test
  void aGroupThatIsGoneIsAnotherThing() {
    var gone = posted().like("containers/docker-stats-third-cpuacct-field/clear/group-deleted");

    assertThat(gone.found()).isEmpty();
    assertThat(gone.said(NOTE)).contains("The container's control group is gone");
  }

  @Test
  void aMemoryGroupThatIsSwitchedOffIsAnotherThing() {
    var pi = posted().like("containers/memory-cgroup-disabled/fires/dockerd");

    assertThat(pi.found()).containsExactly("memory-cgroup-disabled");
  }
}
