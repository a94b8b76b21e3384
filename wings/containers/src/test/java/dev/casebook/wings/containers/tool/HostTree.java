package dev.casebook.wings.containers.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A folder made to be a host's root.
record HostTree(Path root) {

  static final String ID = "9e67839a337660c0857fee756b5a483dbde631858a724194bdb0d7f69e40c345";
  static final String OTHER = "ac4c7259cd1f60c0857fee756b5a483dbde631858a724194bdb0d7f69e40c345";

  private static final Map<String, Map<String, String>> V1 =
      Map.of(
          "cpu",
          Map.of(
              "cpu.stat", "nr_periods 100\nnr_throttled 50\nthrottled_time 2000000000\n",
              "cpu.cfs_quota_us", "-1\n",
              "cpu.cfs_period_us", "100000\n"),
          "cpuacct",
          Map.of(
              "cpuacct.usage", "1210000000\n",
              "cpuacct.stat", "user 32\nsystem 89\nsched_delay 0\n"),
          "memory",
          Map.of(
              "memory.usage_in_bytes", "3000\n",
              "memory.limit_in_bytes", "9223372036854771712\n",
              "memory.max_usage_in_bytes", "4000\n",
              "memory.failcnt", "0\n",
              "memory.stat", "total_inactive_file 1000\n",
              "memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n"),
          "pids",
          Map.of("pids.current", "3\n", "pids.max", "max\n", "pids.events", "max 0\n"),
          "blkio",
          Map.of("blkio.throttle.io_service_bytes_recursive", "8:0 Read 4096\n8:0 Write 5\n"));

  private static final Map<String, String> V2 =
      Map.ofEntries(
          Map.entry("cgroup.controllers", "cpu io memory pids\n"),
          Map.entry(
              "cpu.stat",
              """
              usage_usec 1210000
              user_usec 320000
              system_usec 890000
              nr_periods 100
              nr_throttled 50
              throttled_usec 2000000
              """),
          Map.entry("cpu.max", "max 100000\n"),
          Map.entry("memory.current", "3000\n"),
          Map.entry("memory.peak", "4000\n"),
          Map.entry("memory.max", "max\n"),
          Map.entry("memory.stat", "inactive_file 1000\n"),
          Map.entry("memory.events", "max 0\noom_kill 0\n"),
          Map.entry("memory.swap.current", "0\n"),
          Map.entry("pids.current", "3\n"),
          Map.entry("pids.max", "max\n"),
          Map.entry("pids.events", "max 0\n"),
          Map.entry("io.stat", "8:0 rbytes=4096 wbytes=5 rios=1 wios=1 dbytes=0 dios=0\n"));

  void file(String path, String text) throws IOException {
    var file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// A group of version 1 in the hierarchies of these controllers, with a process.
  void v1(String group, List<String> controllers, int pid) throws IOException {
    for (var controller : controllers) {
      for (var entry : V1.getOrDefault(controller, Map.of()).entrySet()) {
        file("/sys/fs/cgroup/" + controller + group + "/" + entry.getKey(), entry.getValue());
      }
      file("/sys/fs/cgroup/" + controller + group + "/cgroup.procs", pid + "\n");
    }
    process(pid, group);
  }

  void v1(String group, int pid) throws IOException {
    v1(group, List.of("cpu", "cpuacct", "memory", "pids", "blkio"), pid);
  }

  void v2(String group, int pid) throws IOException {
    file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n");
    for (var entry : V2.entrySet()) {
      file("/sys/fs/cgroup" + group + "/" + entry.getKey(), entry.getValue());
    }
    file("/sys/fs/cgroup" + group + "/cgroup.procs", pid + "\n");
    process(pid, group);
  }

  private void process(int pid, String group) throws IOException {
    file("/proc/" + pid + "/cgroup", "0::" + group + "\n");
    file(
        "/proc/" + pid + "/net/dev",
        """
            lo: 9 9 0 0 0 0 0 0 9 9 0 0 0 0 0 0
          eth0: 700 6 0 0 0 0 0 0 50 5 0 0 0 0 0 0
        """);
    namespace(String.valueOf(pid), "net:[" + (4_026_532_000L + pid) + "]");
  }

  void namespace(String process, String name) throws IOException {
    var link = root.resolve("proc/" + process + "/ns/net");
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(name));
  }

  void docker(String id, String name) throws IOException {
    file(
        "/var/lib/docker/containers/" + id + "/config.v2.json",
        "{\"ID\":\"%s\",\"Name\":\"/%s\",\"State\":{\"Running\":true}}".formatted(id, name));
  }
}
