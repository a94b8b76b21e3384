package dev.casebook.wings.containers.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.containers.cgroup.Content;
import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersHereTest {

  private static final String ID = HostTree.ID;
  private static final String OTHER = HostTree.OTHER;

  @TempDir private Path root;
  private HostTree host;

  @BeforeEach
  void tree() throws IOException {
    host = new HostTree(root);
    host.namespace("1", "net:[4026531840]");
  }

  private Sample sample() {
    try (var here = new ContainersHere(root)) {
      return here.whole();
    }
  }

  private ContainerUsage only() {
    assertThat(sample().containers()).hasSize(1);
    return sample().containers().getFirst();
  }

  private static String told(ContainerUsage one) {
    var out = new StringBuilder(one.name().text() + " v" + one.version());
    for (var metric :
        List.of(
            Metric.CPU_TIME,
            Metric.THROTTLED,
            Metric.WORKING_SET,
            Metric.MEMORY_LIMIT,
            Metric.OOM_KILLS,
            Metric.PIDS,
            Metric.RECEIVED,
            Metric.SENT,
            Metric.READ,
            Metric.WRITTEN)) {
      out.append(' ')
          .append(
              switch (one.figure(metric)) {
                case Figure.Known(long value) -> String.valueOf(value);
                case Figure.Unlimited _ -> "none";
                case Figure.Missing(var reason) -> "(" + reason + ")";
              });
    }
    return out.toString();
  }

  private static final String FIGURES = "1210000000 500000 2000 none 0 3 700 50 4096 5";

  @Test
  void aContainerOfVersion1IsTold() throws IOException {
    host.v1("/docker/" + ID, 41);
    host.docker(ID, "web");
    assertThat(told(only())).isEqualTo("web v1 " + FIGURES);
    assertThat(only().group()).isEqualTo("/docker/" + ID);
    assertThat(only().name().engine()).isEqualTo("docker");
  }

  @Test
  void aContainerOfVersion2IsToldTheSame() throws IOException {
    host.v2("/system.slice/docker-" + ID + ".scope", 41);
    host.docker(ID, "web");
    assertThat(told(only())).isEqualTo("web v2 " + FIGURES);
  }

  /// As systemd mounts version 1: one folder for two controllers, with links to it.
  @Test
  void joinedControllersAreReadOnce() throws IOException {
    host.v1("/docker/" + ID, 41);
    var cgroup = root.resolve("sys/fs/cgroup");
    var joined = Files.move(cgroup.resolve("cpu"), cgroup.resolve("cpu,cpuacct"));
    for (var file : List.of("cpuacct.usage", "cpuacct.stat")) {
      Files.move(
          cgroup.resolve("cpuacct/docker").resolve(ID).resolve(file),
          joined.resolve("docker").resolve(ID).resolve(file));
    }
    Files.delete(cgroup.resolve("cpuacct/docker").resolve(ID).resolve("cgroup.procs"));
    Files.delete(cgroup.resolve("cpuacct/docker").resolve(ID));
    Files.delete(cgroup.resolve("cpuacct/docker"));
    Files.delete(cgroup.resolve("cpuacct"));
    Files.createSymbolicLink(cgroup.resolve("cpu"), Path.of("cpu,cpuacct"));
    Files.createSymbolicLink(cgroup.resolve("cpuacct"), Path.of("cpu,cpuacct"));
    assertThat(told(only())).endsWith(FIGURES);
  }

  @Test
  void aPodsContainersAndALimitAboveThemAreTold() throws IOException {
    var pod = "/kubepods.slice/kubepods-pod6a1f0c5e_1111_2222_3333_123456789abc.slice";
    host.v2(pod + "/cri-containerd-" + ID + ".scope", 41);
    host.file("/sys/fs/cgroup" + pod + "/memory.max", "2500\n");
    host.file("/sys/fs/cgroup/kubepods.slice/memory.max", "max\n");
    host.file(
        "/run/containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json",
        """
        {"annotations": {"io.kubernetes.cri.container-name": "nginx",
          "io.kubernetes.cri.sandbox-name": "web-7d4b",
          "io.kubernetes.cri.sandbox-namespace": "default"}}
        """);
    assertThat(told(only())).startsWith("default/web-7d4b/nginx v2").contains(" 2000 2500 ");
  }

  @Test
  void aControllerThatTheHostLacksSaysWhy() throws IOException {
    host.v1("/docker/" + ID, List.of("cpu", "cpuacct", "blkio"), 41);
    host.file(
        "/proc/cgroups",
        "#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t0\t1\t0\npids\t0\t1\t1\n");
    assertThat(only().figure(Metric.WORKING_SET))
        .isEqualTo(
            Figure.missing(
                "the kernel's memory controller is switched off (cgroup_disable=, or"
                    + " cgroup_enable=memory is missing on its command line)"));
    assertThat(only().figure(Metric.PIDS))
        .isEqualTo(Figure.missing("the pids controller is mounted nowhere in /sys/fs/cgroup"));
  }

  @Test
  void aControllerThatIsNotEnabledForTheGroupSaysSo() throws IOException {
    host.v2("/docker/" + ID, 41);
    host.file("/sys/fs/cgroup/docker/" + ID + "/cgroup.controllers", "cpu pids\n");
    assertThat(only().figure(Metric.READ))
        .isEqualTo(
            Figure.missing(
                "the io controller is not enabled for its group (cgroup.subtree_control above it)"));
    assertThat(only().figure(Metric.CPU_TIME).isKnown()).isTrue();
  }

  /// A controller that is not in version 1 may be in the tree beside it.
  @Test
  void bothVersionsAtOnceAreReadEachWhereItIs() throws IOException {
    host.v1("/docker/" + ID, List.of("cpu", "cpuacct", "pids", "blkio"), 41);
    var unified = "/sys/fs/cgroup/unified";
    host.file(unified + "/cgroup.controllers", "memory\n");
    host.file(unified + "/docker/" + ID + "/cgroup.controllers", "memory\n");
    host.file(unified + "/docker/" + ID + "/cpu.stat", "usage_usec 1\n");
    host.file(unified + "/docker/" + ID + "/memory.current", "3000\n");
    host.file(unified + "/docker/" + ID + "/memory.stat", "inactive_file 1000\n");
    host.file(unified + "/docker/" + ID + "/memory.max", "5000\n");
    host.file(unified + "/docker/" + ID + "/memory.events", "max 0\noom_kill 0\n");
    assertThat(told(only())).contains("v2 1210000000 500000 2000 5000 0 3");
  }

  @Test
  void theNetworkOfTheHostIsNotAContainersOwn() throws IOException {
    host.v1("/docker/" + ID, 41);
    host.namespace("41", "net:[4026531840]");
    assertThat(only().figure(Metric.RECEIVED))
        .isEqualTo(Figure.missing("it uses the host's network, whose counters are not its own"));
  }

  @Test
  void whoMayNotSeeWhoseNetworkItIsIsToldNone() throws IOException {
    host.v1("/docker/" + ID, 41);
    Files.delete(root.resolve("proc/41/ns/net"));
    assertThat(told(only()))
        .contains("(whether its network is the host's is told to root alone (CAP_SYS_PTRACE))");
  }

  /// The first process may be closed to us.
  @Test
  void ourOwnNetworkIsTheHostsWhereTheFirstProcessIsClosed() throws IOException {
    host.v1("/docker/" + ID, 41);
    Files.delete(root.resolve("proc/1/ns/net"));
    host.namespace("self", "net:[4026531840]");
    assertThat(told(only())).contains(" 700 50 ");
    host.namespace("41", "net:[4026531840]");
    assertThat(told(only())).contains("it uses the host's network");
  }

  @Test
  void aProcessInAGroupBelowShowsTheNetwork() throws IOException {
    host.v2("/machine.slice/libpod-" + ID + ".scope", 41);
    var group = "/sys/fs/cgroup/machine.slice/libpod-" + ID + ".scope";
    host.file(group + "/cgroup.procs", "");
    host.file(group + "/container/cgroup.procs", "41\n");
    assertThat(told(only())).contains(" 700 50 ");
    host.file(group + "/container/cgroup.procs", "0\n");
    assertThat(told(only())).contains("its processes are in no PID namespace of this command");
    host.file(group + "/container/cgroup.procs", "");
    assertThat(told(only())).contains("no process of it is seen");
  }

  /// Its id was given to a process outside meanwhile.
  @Test
  void aProcessThatIsAnothersByNowShowsNothing() throws IOException {
    host.v1("/docker/" + ID, 41);
    host.file("/proc/41/cgroup", "0::/system.slice/ssh.service\n");
    assertThat(told(only())).contains("(its processes ended while they were read)");
  }

  @Test
  void anotherProcessShowsTheNetworkWhereTheFirstHasEnded() throws IOException {
    host.v1("/docker/" + ID, 41);
    for (var controller : List.of("cpu", "cpuacct", "memory", "pids", "blkio")) {
      host.file("/sys/fs/cgroup/" + controller + "/docker/" + ID + "/cgroup.procs", "40\n41\n");
    }
    assertThat(told(only())).contains(" 700 50 ");
  }

  @Test
  void aContainerInAContainerIsOneOfItsOwn() throws IOException {
    host.v1("/docker/" + ID, 41);
    host.v1("/docker/" + ID + "/kubelet/docker/" + OTHER, 42);
    host.v1("/docker/" + ID + "/docker/" + ID, 43);
    assertThat(sample().containers())
        .extracting(ContainerUsage::group)
        .containsExactlyInAnyOrder("/docker/" + ID, "/docker/" + ID + "/kubelet/docker/" + OTHER);
  }

  @Test
  void groupsThatAreNoContainersAreLeftOut() throws IOException {
    host.v1("/system.slice/nginx.service", 41);
    host.v1("/lxc.monitor.web", 42);
    host.v1("/lxc.payload.web", 43);
    host.v1("/machine.slice/libpod-conmon-" + ID + ".scope", 44);
    assertThat(sample().containers()).extracting(one -> one.name().text()).containsExactly("web");
  }

  /// Read with its group's folder gone from the first file on.
  @Test
  void aContainerThatEndsMeanwhileIsCountedAndNotShown() throws IOException {
    host.v1("/docker/" + ID, 41);
    host.v1("/docker/" + OTHER, 42);
    var real = new ThisHostFiles(root.toString());
    var sample = new ContainerReading(ending(real), _ -> Optional.empty(), () -> 0).whole();
    assertThat(sample.ended()).isEqualTo(1);
    assertThat(sample.containers()).extracting(one -> one.name().id()).containsExactly(OTHER);
  }

  private static HostFiles ending(HostFiles real) {
    return new HostFiles() {
      @Override
      public Content read(String path) {
        return path.contains(ID)
            ? new Content.Missing("can't be read: No such device")
            : real.read(path);
      }

      @Override
      public List<String> folders(String folder) {
        return real.folders(folder);
      }

      @Override
      public boolean isWhole() {
        return true;
      }

      @Override
      public boolean stillHas(String folder) {
        return !folder.contains(ID);
      }

      @Override
      public Optional<String> networkNamespace(int pid) {
        return real.networkNamespace(pid);
      }

      @Override
      public Optional<String> networkNamespace() {
        return real.networkNamespace();
      }
    };
  }

  @Test
  void ratesAreWhatWasUsedBetweenTwoSamples() throws IOException {
    host.v1("/docker/" + ID, 41);
    var clock = new long[] {1_000_000_000};
    var files = new ThisHostFiles(root.toString());
    var before = new ContainerReading(files, _ -> Optional.empty(), () -> clock[0]).times();
    host.file("/sys/fs/cgroup/cpuacct/docker/" + ID + "/cpuacct.usage", "1810000000\n");
    host.file(
        "/sys/fs/cgroup/cpu/docker/" + ID + "/cpu.stat",
        "nr_periods 120\nnr_throttled 65\nthrottled_time 3000000000\n");
    host.v1("/docker/" + OTHER, 42);
    clock[0] += 2_000_000_000;
    var after =
        new ContainerReading(files, _ -> Optional.empty(), () -> clock[0]).whole().since(before);
    assertThat(after.hasRates()).isTrue();
    var one = after.containers().getFirst();
    assertThat(one.figure(Metric.CPU)).as("30 % of a core").isEqualTo(Figure.of(300_000));
    assertThat(one.figure(Metric.THROTTLED)).isEqualTo(Figure.of(750_000));
    assertThat(after.containers().getLast().figure(Metric.CPU))
        .isEqualTo(Figure.missing("it was started between the two samples"));
  }

  @Test
  void whatHasNoControlGroupsSaysSo() {
    assertThat(sample().lacking()).containsExactly("there are no control groups in /sys/fs/cgroup");
  }

  /// Names of groups and files come from whoever may make containers.
  @Test
  void hostileNamesAndFilesHarmNobody() throws IOException {
    host.v1("/docker/" + ID, 41);
    host.v1("/docker\n\u001b[31m/" + OTHER, 42);
    host.file("/sys/fs/cgroup/memory/docker/" + ID + "/memory.stat", "x".repeat(5 << 20));
    host.file("/sys/fs/cgroup/pids/docker/" + ID + "/pids.current", "-3\u0000\n");
    host.docker(ID, "a\\u001b[2Jb\\u202e");
    var loop = root.resolve("sys/fs/cgroup/memory/docker/loop");
    Files.createSymbolicLink(loop, Path.of(".."));
    var sample = sample();
    assertThat(sample.containers()).hasSize(2);
    var one = sample.containers().getFirst();
    assertThat(told(one))
        .contains("(memory.stat is larger than any such file should be)")
        .contains("(pids.current holds no number)");
  }
}
