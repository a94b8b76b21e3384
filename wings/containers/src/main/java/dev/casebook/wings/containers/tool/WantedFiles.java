package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Wanted;
import dev.casebook.tables.containers.Container;
import dev.casebook.tables.containers.ContainerNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is gathered of another host for its containers: of the forty files of a group those that
/// tell something.
final class WantedFiles {

  private static final List<ArtifactName> CPU_V1 =
      files(
          "cpu,cpuacct/**/cpuacct.usage",
          "cpu,cpuacct/**/cpuacct.stat",
          "cpu,cpuacct/**/cpu.stat",
          "cpuacct/**/cpuacct.usage",
          "cpuacct/**/cpuacct.stat",
          "cpu/**/cpu.stat");

  private static final List<ArtifactName> PROCESSES_V1 =
      files("memory/**/cgroup.procs", "pids/**/cgroup.procs");

  private static final List<ArtifactName> REST_V1 =
      files(
          "cpu,cpuacct/**/cpu.cfs_quota_us",
          "cpu,cpuacct/**/cpu.cfs_period_us",
          "cpu/**/cpu.cfs_quota_us",
          "cpu/**/cpu.cfs_period_us",
          "memory/**/memory.usage_in_bytes",
          "memory/**/memory.max_usage_in_bytes",
          "memory/**/memory.limit_in_bytes",
          "memory/**/memory.failcnt",
          "memory/**/memory.stat",
          "memory/**/memory.oom_control",
          "pids/**/pids.current",
          "pids/**/pids.max",
          "pids/**/pids.events",
          "blkio/**/blkio.throttle.io_service_bytes*",
          "blkio/**/blkio.bfq.io_service_bytes_recursive",
          "blkio/**/blkio.io_service_bytes_recursive");

  private static final List<ArtifactName> CPU_V2 = files("**/cpu.stat");

  private static final List<ArtifactName> PROCESSES_V2 =
      files("cgroup.controllers", "**/cgroup.controllers", "**/cgroup.procs");

  private static final List<ArtifactName> REST_V2 =
      files(
          "**/cpu.max",
          "**/memory.current",
          "**/memory.peak",
          "**/memory.max",
          "**/memory.events",
          "**/memory.stat",
          "**/memory.swap.current",
          "**/pids.current",
          "**/pids.max",
          "**/pids.events",
          "**/io.stat");

  private static final ArtifactName CONTROLLERS = ArtifactName.file("/proc/cgroups");

  private static final ArtifactName DOCKER_SETTINGS = ArtifactName.file("/etc/docker/daemon.json");

  static final ArtifactName UPTIME = ArtifactName.file("/proc/uptime");

  /// All files of control groups.
  static final List<ArtifactName> GROUPS =
      Stream.of(CPU_V1, PROCESSES_V1, REST_V1, CPU_V2, PROCESSES_V2, REST_V2)
          .flatMap(List::stream)
          .toList();

  /// A host of which nothing is known.
  private static final ContainerNames.Evidence NOTHING =
      new ContainerNames.Evidence() {
        @Override
        public Optional<byte[]> bytes(String path) {
          return Optional.empty();
        }

        @Override
        public List<String> names(String folder) {
          return List.of();
        }
      };

  private WantedFiles() {}

  private static List<ArtifactName> files(String... globs) {
    return Stream.of(globs)
        .<ArtifactName>map(glob -> ArtifactName.file(Hierarchies.ROOT + "/" + glob))
        .toList();
  }

  /// Of a host over ssh: processor times, and the processes that show the network.
  static Wanted times() {
    return new Wanted(
        List.of(
            new Wanted.Wish(List.of(CPU_V1, CPU_V2), List.of(UPTIME)),
            new Wanted.Wish(List.of(PROCESSES_V1, PROCESSES_V2), List.of(DOCKER_SETTINGS))));
  }

  /// Of a host over ssh: all, with the network of these processes, and what names containers.
  static Wanted whole(Collection<Integer> pids, List<ArtifactName> names) {
    var network = new ArrayList<ArtifactName>();
    for (var pid : pids) {
      network.add(ArtifactName.file("/proc/" + pid + "/net/dev"));
      network.add(ArtifactName.file("/proc/" + pid + "/cgroup"));
    }
    network.addAll(Namespaces.asked(pids));
    return new Wanted(
        List.of(
            new Wanted.Wish(List.of(CPU_V1, CPU_V2), List.of(UPTIME)),
            new Wanted.Wish(List.of(PROCESSES_V1, PROCESSES_V2), List.of(DOCKER_SETTINGS)),
            new Wanted.Wish(List.of(REST_V1, REST_V2), List.of(CONTROLLERS)),
            new Wanted.Wish(List.of(), network),
            new Wanted.Wish(List.of(), names)));
  }

  /// Of a host that was collected.
  static Wanted recorded() {
    return new Wanted(
        List.of(
            new Wanted.Wish(List.of(GROUPS), List.of(CONTROLLERS)),
            new Wanted.Wish(
                List.of(),
                List.of(ArtifactName.file("/proc/*/net/dev"), ArtifactName.file("/proc/*/cgroup"))),
            new Wanted.Wish(List.of(), ContainerNames.evidence("*", NOTHING)),
            Container.TABLE.wish()));
  }
}
