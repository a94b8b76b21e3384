package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.casebook.tables.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers of a real dockerd, as `casebook containers`, `docker stats` and `docker inspect` tell
/// of them. dockerd and containerd are the test's own, with data and sockets in its folder.
@Tag("integration")
class LiveContainersTest {

  @TempDir private static Path folder;
  private static Sandbox host;

  /// Where dockerd keeps its data only its settings tell, as on many hosts.
  private static final String DOCKER =
      """
      mkdir -p /etc/docker "$D/data" "$D/image/tmp"
      printf '{"data-root": "%s/data", "exec-root": "%s/exec"}' "$D" "$D" >/etc/docker/daemon.json
      containerd --root "$D/containerd" --state "$D/state" --address "$D/containerd.sock" \\
        </dev/null >"$D/containerd.log" 2>&1 &
      for i in $(seq 100); do [ -S "$D/containerd.sock" ] && break; sleep 0.1; done
      dockerd --containerd "$D/containerd.sock" -H "unix://$D/docker.sock" -p "$D/docker.pid" \\
        --iptables=false --bridge=none --storage-driver=vfs </dev/null >"$D/dockerd.log" 2>&1 &
      for i in $(seq 200); do docker -H "unix://$D/docker.sock" info >/dev/null 2>&1 && break; sleep 0.1; done
      cp /bin/busybox "$D/image/busybox"
      tar -C "$D/image" -c . | docker -H "unix://$D/docker.sock" import - box >/dev/null
      """;

  private static final List<String> NAMES = List.of("busy", "idle", "cached", "killed", "nosy");

  private static final String RUN =
      """
      run() { docker -H "unix://$D/docker.sock" run -d --network none "$@" >/dev/null; }
      run --name busy --cpus 0.3 -m 64m --pids-limit 50 box /busybox sh -c 'while :; do :; done'
      run --name idle box /busybox sleep 600
      run --name cached -m 48m box /busybox sh -c \\
        '/busybox dd if=/dev/zero of=/tmp/f bs=1M count=20; exec /busybox sleep 600'
      run --name killed -m 16m --memory-swap 16m box /busybox sh -c \\
        '/busybox dd if=/dev/zero of=/dev/null bs=64M count=1; while :; do /busybox sleep 1; done'
      docker -H "unix://$D/docker.sock" run -d --network host --name nosy box /busybox sleep 600 >/dev/null
      sleep 2
      """;

  @BeforeAll
  static void start() throws Exception {
    host = Sandbox.in(Files.createDirectory(folder.resolve("host")));
    Files.createDirectory(folder.resolve("docker"));
    sh(DOCKER);
    assertThat(docker("info --format '{{.ServerVersion}}'"))
        .as(log("dockerd.log") + log("containerd.log"))
        .matches("\\d+\\..*\n");
    sh(RUN);
  }

  /// What is left of a container in the kernel's tree of groups would outlive the host. On a busy
  /// machine dockerd once did not answer for three minutes, so it is asked again.
  @AfterAll
  static void end() throws Exception {
    if (host != null) {
      host.run(
          """
          D=%s
          for id in $(%s ps -aq); do
            timeout 20 %<s rm -f "$id" || timeout 20 %<s rm -f "$id"
          done
          """
              .formatted(folder.resolve("docker"), docker()));
      host.close();
    }
  }

  private static String log(String name) throws Exception {
    var file = folder.resolve("docker").resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String docker() {
    return "docker -H unix://" + folder.resolve("docker/docker.sock");
  }

  private static String docker(String line) throws Exception {
    return host.sh(docker() + " " + line);
  }

  private static String sh(String script) throws Exception {
    return host.sh("D=" + folder.resolve("docker") + "\n" + script);
  }

  private static List<Json> json(String text) {
    return Json.of(text.getBytes(StandardCharsets.UTF_8)).orElseThrow().items();
  }

  private static Json ours(String name, String... more) throws Exception {
    var line = new ArrayList<>(List.of("containers", "--json", name));
    line.addAll(List.of(more));
    var launch = host.casebook(line.toArray(String[]::new));
    assertThat(launch.status()).as(launch.errors()).isZero();
    assertThat(json(launch.output())).hasSize(1);
    return json(launch.output()).getFirst();
  }

  private static Json stats(String name) throws Exception {
    return json("[" + docker("stats --no-stream --format json " + name) + "]").getFirst();
  }

  private static Json inspected(String name) throws Exception {
    return json(docker("inspect " + name)).getFirst();
  }

  private static long whole(Json json, String name) {
    return Objects.requireNonNull(json.whole(name), name);
  }

  /// JSON's numbers with a point are none of evidence's.
  private static double percent(Launch launch) {
    var found = Pattern.compile("\"cpu_percent\":([\\d.]+)").matcher(launch.output());
    assertThat(found.find()).as(launch.output()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static final Pattern AMOUNT = Pattern.compile("([\\d.]+)([kKMG]?i?)B");

  /// `932KiB / 32MiB`, `20.9MB / 0B`
  private static double bytes(Json stats, String name, int part) {
    var text = Objects.requireNonNull(stats.text(name)).split(" / ")[part];
    var amount = AMOUNT.matcher(text);
    assertThat(amount.matches()).as(text).isTrue();
    double unit =
        switch (amount.group(2)) {
          case "k" -> 1e3;
          case "M" -> 1e6;
          case "G" -> 1e9;
          case "Ki" -> 1024;
          case "Mi" -> 1 << 20;
          case "Gi" -> 1 << 30;
          default -> 1;
        };
    return Double.parseDouble(amount.group(1)) * unit;
  }

  @Test
  void memoryTasksAndLimitsAreThoseOfDockerStatsAndInspect() throws Exception {
    for (var name : List.of("idle", "cached")) {
      var theirs = stats(name);
      var ours = ours(name, "--totals");
      assertThat((double) whole(ours, "memory_working_set_bytes"))
          .as(name)
          .isCloseTo(bytes(theirs, "MemUsage", 0), within(300_000.0));
      assertThat(whole(ours, "pids")).isEqualTo(Long.parseLong(theirs.text("PIDs")));
      assertThat(ours.text("id")).startsWith(theirs.text("ID"));
    }
    var cached = ours("cached", "--totals");
    assertThat(whole(cached, "memory_inactive_file_bytes")).isGreaterThan(5 << 20);
    assertThat(whole(cached, "memory_limit_bytes")).isEqualTo(48 << 20);
    var busy = ours("busy", "--totals");
    var wanted = inspected("busy").get("HostConfig");
    assertThat(whole(busy, "memory_limit_bytes")).isEqualTo(wanted.whole("Memory"));
    assertThat(whole(busy, "pids_limit")).isEqualTo(wanted.whole("PidsLimit"));
    assertThat(host.casebook("containers", "--json", "--totals", "busy").output())
        .contains("\"cpu_limit_percent\":30.0");
    var idle = ours("idle", "--totals");
    assertThat(idle.whole("memory_limit_bytes")).isNull();
    assertThat(idle.whole("pids_limit")).isNull();
    assertThat(idle.get("missing").names()).contains("cpu_percent").doesNotContain("pids_limit");
  }

  /// On a busy machine a container gets less than its limit, and never more: a rate is held against
  /// what the kernel counted around it.
  @Test
  void processorTimeAndThrottlingAreThoseOfTheKernel() throws Exception {
    var group = "/sys/fs/cgroup/cpuacct/docker/" + inspected("busy").text("Id");
    long before = number("cat " + group + "/cpuacct.usage");
    var launch = host.casebook("containers", "--json", "--interval", "2", "busy");
    long after = number("cat " + group + "/cpuacct.usage");
    var told = json(launch.output()).getFirst();
    assertThat(whole(told, "cpu_ns")).isBetween(before, after);
    assertThat(whole(told, "throttled_periods")).isPositive();
    assertThat(percent(launch)).isBetween(1.0, LIMIT_PERCENT);
    assertThat(percent(launch) / 100 * 2e9).isLessThanOrEqualTo((double) (after - before));
    var theirs = Objects.requireNonNull(stats("busy").text("CPUPerc")).replace("%", "");
    assertThat(Double.parseDouble(theirs)).isBetween(1.0, LIMIT_PERCENT);
    assertThat(percent(host.casebook("containers", "--json", "idle"))).isLessThan(1.0);
  }

  /// 30, and a period more at the edges of an interval.
  private static final double LIMIT_PERCENT = 37;

  private static long number(String command) throws Exception {
    return Long.parseLong(host.sh(command + " | tail -n 1").strip());
  }

  @Test
  void aKillForLackOfMemoryInARunningContainerIsCounted() throws Exception {
    var told = ours("killed", "--totals");
    assertThat(whole(told, "oom_kills")).isPositive();
    assertThat(inspected("killed").get("State").isTrue("Running")).isTrue();
  }

  /// A limit has the kernel count in version 1, and bytes past its page cache are the container's.
  @Test
  void blockIoIsThatOfDockerStats() throws Exception {
    var device = sh("findmnt -n -o SOURCE -T $D").strip();
    assertThat(device).as("the tests' folder lies on a block device").startsWith("/dev/");
    docker(
        "run -d --network none --name writer --device-write-bps "
            + device
            + ":1gb box /busybox sh -c"
            + " '/busybox dd if=/dev/zero of=/f bs=1M count=5 oflag=direct; exec /busybox sleep 600'");
    host.sh("sleep 3");
    var told = ours("writer", "--totals");
    assertThat(whole(told, "io_written_bytes")).isBetween(5L << 20, 6L << 20);
    assertThat((double) whole(told, "io_written_bytes"))
        .isCloseTo(bytes(stats("writer"), "BlockIO", 1), within(100_000.0));
    assertThat(whole(told.get("io").items().getFirst(), "written_bytes"))
        .isEqualTo(told.whole("io_written_bytes"));
  }

  /// Of a process that was put into the container's network by hand, since this dockerd makes none.
  @Test
  void theNetworkIsWhatTheContainerItselfSees() throws Exception {
    var pid = inspected("idle").get("State").whole("Pid");
    sh(
        """
        ip link add cb0 type veth peer name eth0 netns %1$d
        ip addr add 10.99.0.1/24 dev cb0
        ip link set cb0 up
        nsenter -t %1$d -n sh -c 'ip addr add 10.99.0.2/24 dev eth0; ip link set eth0 up'
        ping -c 3 -i 0.2 -s 1000 10.99.0.2 >/dev/null
        sleep 1
        """
            .formatted(pid));
    var seen = docker("exec idle /busybox cat /proc/net/dev");
    var told = ours("idle", "--totals");
    var counters =
        seen.lines()
            .filter(line -> line.strip().startsWith("eth0:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+"))
            .findFirst()
            .orElseThrow();
    assertThat(whole(told, "network_received_bytes"))
        .isGreaterThan(3000)
        .isCloseTo(Long.parseLong(counters[0]), within(500L));
    assertThat(whole(told, "network_sent_bytes"))
        .isCloseTo(Long.parseLong(counters[8]), within(500L));
    assertThat(ours("nosy", "--totals").get("missing").text("network_received_bytes"))
        .isEqualTo("it uses the host's network, whose counters are not its own");
  }

  /// The seed: a kernel whose cpuacct.stat has a third field, and containerd before 1.7.
  @Test
  void aThirdFieldOfCpuacctTakesNothingFromUsThatItTakesFromDockerStats() throws Exception {
    var id = inspected("cached").text("Id");
    var file = "/sys/fs/cgroup/cpuacct/docker/" + id + "/cpuacct.stat";
    sh("printf 'user 32\\nsystem 89\\nsched_delay 7\\n' >$D/fake; mount --bind $D/fake " + file);
    try {
      assertThat(stats("cached").text("MemUsage")).isEqualTo("0B / 0B");
      var told = ours("cached");
      assertThat(whole(told, "memory_working_set_bytes")).isPositive();
      assertThat(whole(told, "memory_limit_bytes")).isEqualTo(48 << 20);
      assertThat(whole(told, "cpu_user_ns")).isEqualTo(320_000_000);
      assertThat(told.get("fields").get("cpuacct.stat").whole("sched_delay")).isEqualTo(7);
      assertThat(told.get("missing").names()).allMatch(name -> name.startsWith("io_"));
      assertThat(host.casebook("containers", "cached").output())
          .contains("cpuacct.stat sched_delay 7");
    } finally {
      sh("umount " + file);
    }
    assertThat(stats("cached").text("MemUsage")).endsWith(" / 48MiB");
  }

  @Test
  void peopleSeeATableOfWhatComputesMostFirst() throws Exception {
    var launch = host.casebook("containers");
    assertThat(launch.status()).as(launch.errors()).isZero();
    var lines = launch.output().lines().toList();
    assertThat(lines.getFirst().strip().split("\\s+"))
        .containsExactly(
            "CPU%", "THR%", "MEM", "LIMIT", "OOM", "PIDS", "RX", "TX", "READ", "WRITE", "NAME");
    assertThat(lines).anyMatch(line -> line.matches(" *\\d+\\.\\d +\\d+ .* 64M .*  busy"));
    assertThat(lines.stream().map(line -> line.replaceFirst(".* ", "")).filter(NAMES::contains))
        .first()
        .isEqualTo("busy");
    assertThat(launch.output())
        .contains("] it uses the host's network, whose counters are not its own");
    assertThat(lines).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aHostOverSshTellsTheSameWithRates() throws Exception {
    var ssh = host.ssh(Files.createDirectory(folder.resolve("keys")));
    var there = Launch.overSsh(ssh, "containers", "--json", "busy", "ssh://vpn1");
    assertThat(there.status()).as(there.errors()).isZero();
    assertThat(percent(there)).isBetween(1.0, LIMIT_PERCENT);
    var told = json(there.output()).getFirst();
    assertThat(whole(told, "memory_limit_bytes")).isEqualTo(64 << 20);
    assertThat(told.get("missing").names()).allMatch(name -> name.startsWith("io_"));
    var nosy = Launch.overSsh(ssh, "containers", "--json", "--totals", "nosy", "ssh://vpn1");
    assertThat(json(nosy.output()).getFirst().get("missing").text("network_sent_bytes"))
        .isEqualTo("it uses the host's network, whose counters are not its own");
  }

  @Test
  void aCollectedHostTellsTotalsAndWhatWasNotCollected() throws Exception {
    var busy = Objects.requireNonNull(inspected("busy").text("Id")).substring(0, 12);
    var bundle = folder.resolve("host.tar.zst").toString();
    var collected =
        host.casebook("collect", "--to", bundle, "--table", "cgroups", "--table", "containers");
    assertThat(collected.status()).as(collected.errors()).isZero();
    var told = host.casebook("containers", bundle, "--json", busy);
    assertThat(told.status()).as(told.errors()).isZero();
    var one = json(told.output()).getFirst();
    assertThat(one.get("missing").text("name"))
        .as("of a dockerd whose data lies elsewhere")
        .startsWith("its name stands in no file");
    assertThat(whole(one, "memory_limit_bytes")).isEqualTo(64 << 20);
    assertThat(one.get("missing").text("cpu_percent"))
        .isEqualTo("a rate takes two samples, and there is one");
    assertThat(one.get("missing").text("io_read_bytes"))
        .isEqualTo("there is no blkio controller in what was collected of /sys/fs/cgroup");
    assertThat(host.casebook("containers", bundle).output()).contains("CPU-TIME");
    assertThat(host.casebook("containers", bundle, "--watch").errors())
        .contains("does not change: leave out --watch");
  }

  @Test
  void watchingShowsBlocksWithTimesAndEndsCleanly() throws Exception {
    var launch = host.casebook("containers", "--watch", "0.3", "--count", "2");
    assertThat(launch.status()).isZero();
    assertThat(
            launch
                .output()
                .lines()
                .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")))
        .hasSize(2);
    assertThat(launch.output()).doesNotContain("\u001b");
    var lines = host.casebook("containers", "--watch", "0.3", "--count", "2", "--json", "busy");
    assertThat(lines.output().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"time\":\""));
    var toHead = List.of("bash", "-c", "\"$@\" | head -1; echo ${PIPESTATUS[0]}", "sh");
    assertThat(host.casebookBy(toHead, "containers", "--watch", "0.2").output())
        .as("its reader goes away")
        .endsWith(" UTC\n141\n");
    var watching = host.start("containers", "--watch", "0.2");
    Thread.sleep(4000);
    assertThat(watching.isAlive()).isTrue();
    host.sh("pkill -INT -f '[c]li.Main containers --watch 0.2'");
    assertThat(watching.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(watching.exitValue()).isEqualTo(130);
  }

  @Test
  void aContainerThatIsNotThereIsSaid() throws Exception {
    var launch = host.casebook("containers", "nosuch");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("nosuch: no container that runs is called so");
  }
}
