package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook containers` of collected hosts.
class ContainersCommandTest {

  private static final String ID =
      "9e67839a337660c0857fee756b5a483dbde631858a724194bdb0d7f69e40c345";
  private static final String OTHER =
      "ac4c7259cd1f60c0857fee756b5a483dbde631858a724194bdb0d7f69e40c345";

  private static final String POD =
      "/kubepods.slice/kubepods-burstable.slice"
          + "/kubepods-burstable-pod6a1f0c5e_1111_2222_3333_123456789abc.slice";

  @TempDir private Path folder;

  private void file(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// A node of Kubernetes with version 2, whose `io` controller is not enabled for pods.
  private String node() throws IOException {
    var root = "node/";
    file(root + "etc/hostname", "node1\n");
    file(root + "sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
    file(root + "sys/fs/cgroup" + POD + "/memory.max", "536870912\n");
    group(root + "sys/fs/cgroup" + POD + "/cri-containerd-" + ID + ".scope/", 94_354_000_000L);
    group(root + "sys/fs/cgroup/system.slice/docker-" + OTHER + ".scope/", 12_000);
    file(
        root + "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json",
        """
        {"annotations": {"io.kubernetes.cri.container-name": "nginx",
          "io.kubernetes.cri.sandbox-name": "web-7d4b9c6f5-x2vqk",
          "io.kubernetes.cri.sandbox-namespace": "default"}}
        """);
    return folder.resolve("node").toString();
  }

  private void group(String at, long micros) throws IOException {
    file(at + "cgroup.controllers", "cpu memory pids\n");
    file(
        at + "cpu.stat",
        """
        usage_usec %d
        user_usec 4000
        system_usec 5000
        nr_periods 200
        nr_throttled 150
        throttled_usec 3000000
        """
            .formatted(micros));
    file(at + "cpu.max", "50000 100000\n");
    file(at + "memory.current", "104857600\n");
    file(at + "memory.stat", "anon 1\ninactive_file 4194304\n");
    file(at + "memory.max", "max\n");
    file(at + "memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n");
    file(at + "memory.swap.current", "0\n");
    file(at + "pids.current", "14\n");
    file(at + "pids.max", "max\n");
    file(at + "pids.events", "max 0\n");
  }

  @Test
  void aCollectedNodeShowsTotalsAndWhyFiguresAreMissing() throws IOException {
    var launch = Launch.of("containers", node());
    assertThat(launch.output())
        .isEqualTo(
            """
            CPU-TIME  THR%  MEM  LIMIT  OOM  PIDS   RX   TX  READ  WRITE  NAME
              26h12m    75  96M   512M    1    14  [1]  [1]   [2]    [2]  default/web-7d4b9c6f5-x2vqk/nginx
                0.0s    75  96M   none    1    14  [1]  [1]   [2]    [2]  ac4c7259cd1f [3]

            [1] no process of it is seen, and a process shows its network
            [2] the io controller is not enabled for its group (cgroup.subtree_control above
                it)
            [3] its name stands in no file of docker, containerd, CRI-O or podman that may
                be read
            2 containers. One sample: CPU-TIME and THR% are since the container started.
            """);
    assertThat(launch.status()).as(launch.errors()).isZero();
  }

  @Test
  void aTerminalShowsTheEndOfALongNameAndColoursWhatIsMuch() throws IOException {
    var launch = Launch.with(Style.terminal(80, true), "", "containers", node());
    assertThat(launch.output())
        .contains("  …c6f5-x2vqk/nginx\n")
        .contains("\u001b[1;31m  75\u001b[0m");
    assertThat(launch.output().lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void oneContainerIsToldWhole() throws IOException {
    var node = node();
    for (var name :
        new String[] {
          "nginx",
          "web-7d4b9c6f5-x2vqk",
          "default/web-7d4b9c6f5-x2vqk",
          "default/web-7d4b9c6f5-x2vqk/nginx",
          ID.substring(0, 8)
        }) {
      var launch = Launch.of("containers", name, node);
      assertThat(launch.status()).as(launch.errors()).isZero();
      assertThat(launch.output())
          .startsWith("default/web-7d4b9c6f5-x2vqk/nginx\n")
          .contains("limit 50 %; 26h12m since it started: 0.0s user, 0.0s system")
          .contains("96.0 MiB working set, limit 512.0 MiB (18.8 %)")
          .contains("peak not told (memory.peak was not")
          .contains("I/O        not told: the io controller is not enabled")
          .doesNotContain("ac4c7259cd1f");
    }
  }

  @Test
  void programsGetNullAndTheReason() throws IOException {
    var launch = Launch.of("containers", "nginx", "--json", node());
    assertThat(launch.output())
        .contains("\"name\":\"nginx\"")
        .contains("\"cpu_limit_percent\":50.0")
        .contains("\"memory_limit_bytes\":536870912")
        .contains("\"pids_limit\":null")
        .contains("\"io_read_bytes\":null")
        .contains("\"missing\":{\"cpu_percent\":\"a rate takes two samples, and there is one\"")
        .contains("\"io_read_bytes\":\"the io controller is not enabled")
        .doesNotContain("\"pids_limit\":\"");
  }

  /// Names that `docker inspect` tells, as a sosreport keeps it.
  @Test
  void aSosreportNamesItsContainers() throws IOException {
    var root = "sos/sosreport-node2-2026-01-02-abcdefg/";
    file(root + "sos_commands/host/hostname", "node2\n");
    file(root + "version.txt", "sosreport: 4.5.6\n");
    file(
        root + "sos_commands/docker/docker_inspect_" + ID.substring(0, 12),
        "[{\"Id\": \"" + ID + "\", \"Name\": \"/shop\", \"State\": {\"Running\": true}}]");
    var v1 = root + "sys/fs/cgroup/";
    file(v1 + "cpu,cpuacct/docker/" + ID + "/cpuacct.stat", "user 32\nsystem 89\nsched_delay 4\n");
    file(
        v1 + "cpu,cpuacct/docker/" + ID + "/cpu.stat",
        "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    file(v1 + "memory/docker/" + ID + "/memory.usage_in_bytes", "4096\n");
    file(v1 + "memory/docker/" + ID + "/memory.stat", "total_inactive_file 0\n");
    file(v1 + "memory/docker/" + ID + "/memory.limit_in_bytes", "9223372036854771712\n");
    var sos = folder.resolve("sos").toString();
    assertThat(Launch.of("containers", sos).output())
        .contains("\n    1.2s     0  4.0K   none  [1]   [2]  [3]  [3]   [4]    [4]  shop\n")
        .contains("[1] memory.oom_control was not collected")
        .contains("[2] there is no pids controller in what was collected of /sys/fs/cgroup");
    assertThat(Launch.of("containers", "shop", sos).output())
        .contains("also       cpuacct.stat sched_delay 4");
  }

  @Test
  void whatNamesNothingIsOneClearMessage() throws IOException {
    var node = node();
    assertThat(Launch.of("containers", "shop", node).complaints())
        .containsExactly(
            "casebook: shop: no container that runs is called so, no pod, and no id begins so; see"
                + " casebook containers");
    assertThat(Launch.of("containers", node, "--watch").errors()).contains("leave out --watch");
    assertThat(Launch.of("containers", node, folder + "/other").errors())
        .contains("one host at a time");
    assertThat(Launch.of("containers", "--interval", "0").errors())
        .contains("an interval is from 0.05 to 3600 seconds");
    assertThat(Launch.of("containers", "--sort", "heat").status()).isEqualTo(2);
    assertThat(Launch.of("containers", "--sudo").errors()).contains("--sudo is for a host over");
    assertThat(Launch.of("containers", "--totals", "--watch").errors()).contains("one sample");
    file("bare/etc/hostname", "bare\n");
    var none = Launch.of("containers", folder.resolve("bare").toString());
    assertThat(none.output()).contains("No container is seen.");
    assertThat(none.errors()).contains("there are no control groups in /sys/fs/cgroup");
    assertThat(none.status()).isEqualTo(2);
  }

  @Test
  void helpFitsATerminal() {
    var launch = Launch.of("containers", "--help");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output()).contains("  CPU%   of one core");
    assertThat(launch.output().lines()).allMatch(line -> line.length() <= 80);
  }
}
