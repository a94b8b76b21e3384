package dev.casebook.wings.containers.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {

  /// What docker's container of 64 MiB and 0.3 cores had on Linux 6.18, version 1.
  private static final Map<String, String> V1 =
      Map.ofEntries(
          Map.entry("cpuacct.stat", "user 391\nsystem 566\n"),
          Map.entry("cpuacct.usage", "9584354586\n"),
          Map.entry(
              "cpu.stat",
              """
              nr_periods 323
              nr_throttled 303
              throttled_time 14871184734
              nr_bursts 0
              burst_time 0
              """),
          Map.entry("cpu.cfs_quota_us", "30000\n"),
          Map.entry("cpu.cfs_period_us", "100000\n"),
          Map.entry("memory.usage_in_bytes", "770048\n"),
          Map.entry("memory.max_usage_in_bytes", "6553600\n"),
          Map.entry("memory.limit_in_bytes", "67108864\n"),
          Map.entry("memory.failcnt", "7\n"),
          Map.entry(
              "memory.stat",
              """
              cache 102400
              inactive_file 1
              hierarchical_memory_limit 67108864
              total_inactive_file 20480
              total_swap 0
              """),
          Map.entry("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n"),
          Map.entry("pids.current", "1\n"),
          Map.entry("pids.max", "max\n"),
          Map.entry("pids.events", "max 0\n"),
          Map.entry(
              "blkio.throttle.io_service_bytes_recursive",
              """
              8:0 Read 4096
              8:0 Write 8192
              8:0 Sync 12288
              8:0 Async 0
              8:0 Discard 0
              8:0 Total 12288
              253:1 Read 100
              Total 12388
              """));

  /// As `cgroup-v2.rst` has them.
  private static final Map<String, String> V2 =
      Map.ofEntries(
          Map.entry(
              "cpu.stat",
              """
              usage_usec 9584354
              user_usec 3910000
              system_usec 5660000
              core_sched.force_idle_usec 0
              nr_periods 323
              nr_throttled 303
              throttled_usec 14871184
              nr_bursts 0
              burst_usec 0
              """),
          Map.entry("cpu.max", "30000 100000\n"),
          Map.entry("memory.current", "770048\n"),
          Map.entry("memory.peak", "6553600\n"),
          Map.entry("memory.max", "67108864\n"),
          Map.entry("memory.stat", "anon 61440\nfile 102400\ninactive_file 20480\n"),
          Map.entry("memory.events", "low 0\nhigh 0\nmax 7\noom 2\noom_kill 2\noom_group_kill 0\n"),
          Map.entry("memory.swap.current", "0\n"),
          Map.entry("pids.current", "1\n"),
          Map.entry("pids.max", "max\n"),
          Map.entry("pids.events", "max 0\n"),
          Map.entry(
              "io.stat",
              """
              8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0
              253:1 rbytes=100 wbytes=0 rios=1 wios=0 dbytes=0 dios=0 cost.usage=3
              """));

  private static Content.Files files(Map<String, String> texts) {
    return file ->
        texts.containsKey(file)
            ? new Content.Text(texts.getOrDefault(file, ""))
            : new Content.Missing("this kernel has no " + file);
  }

  private static Usage v1(Map<String, String> texts) {
    var files = files(texts);
    return Usage.of(_ -> new Controller.Place.V1(files, files(V1)));
  }

  private static Usage v1With(String file, String text) {
    var texts = new HashMap<>(V1);
    texts.put(file, text);
    return v1(texts);
  }

  private static Usage v2(Map<String, String> texts, List<Content.Files> above) {
    var files = files(texts);
    return Usage.of(_ -> new Controller.Place.V2(files, above));
  }

  private static Usage v2With(String file, String text) {
    var texts = new HashMap<>(V2);
    texts.put(file, text);
    return v2(texts, List.of());
  }

  private static long known(Usage usage, Metric metric) {
    var figure = usage.figures().get(metric);
    assertThat(figure).as(metric.key()).isInstanceOf(Figure.Known.class);
    return figure == null ? -1 : figure.or(-1);
  }

  private static String why(Usage usage, Metric metric) {
    return usage.figures().get(metric) instanceof Figure.Missing(var reason) ? reason : "";
  }

  @Test
  void bothVersionsTellTheSameInTheirOwnWords() {
    for (var usage : List.of(v1(V1), v2(V2, List.of()))) {
      assertThat(known(usage, Metric.CPU_TIME) / 1_000_000).isEqualTo(9584);
      assertThat(known(usage, Metric.CPU_USER)).isEqualTo(3_910_000_000L);
      assertThat(known(usage, Metric.CPU_SYSTEM)).isEqualTo(5_660_000_000L);
      assertThat(known(usage, Metric.CPU_LIMIT)).isEqualTo(300_000);
      assertThat(known(usage, Metric.PERIODS)).isEqualTo(323);
      assertThat(known(usage, Metric.THROTTLED_PERIODS)).isEqualTo(303);
      assertThat(known(usage, Metric.THROTTLED_TIME) / 1_000_000).isEqualTo(14_871);
      assertThat(known(usage, Metric.MEMORY)).isEqualTo(770_048);
      assertThat(known(usage, Metric.WORKING_SET)).isEqualTo(749_568);
      assertThat(known(usage, Metric.MEMORY_PEAK)).isEqualTo(6_553_600);
      assertThat(known(usage, Metric.MEMORY_LIMIT)).isEqualTo(67_108_864);
      assertThat(known(usage, Metric.MEMORY_LIMIT_HITS)).isEqualTo(7);
      assertThat(known(usage, Metric.OOM_KILLS)).isEqualTo(2);
      assertThat(known(usage, Metric.SWAP)).isZero();
      assertThat(known(usage, Metric.PIDS)).isEqualTo(1);
      assertThat(usage.figures().get(Metric.PIDS_LIMIT)).isEqualTo(Figure.noLimit());
      assertThat(known(usage, Metric.READ)).isEqualTo(4196);
      assertThat(known(usage, Metric.WRITTEN)).isEqualTo(8192);
      assertThat(usage.devices())
          .containsExactly(new DeviceIo("8:0", 4096, 8192), new DeviceIo("253:1", 100, 0));
    }
  }

  /// The post's node: `docker stats` of containerd before 1.7 shows nothing there.
  @Test
  void aThirdFieldOfCpuacctChangesNothingAndIsTold() {
    for (var text :
        List.of(
            "user 32\nsystem 89\nsched_delay 0\n",
            "sched_delay 0\nsystem 89\nuser 32\n",
            "burst 1\nuser 32\nnice 4\nsystem 89\nsched_delay 0\n")) {
      var usage = v1With("cpuacct.stat", text);
      assertThat(known(usage, Metric.CPU_USER)).isEqualTo(320_000_000);
      assertThat(known(usage, Metric.CPU_SYSTEM)).isEqualTo(890_000_000);
      assertThat(usage.fields().get("cpuacct.stat"))
          .extracting(Fields::values)
          .satisfies(values -> assertThat(values.toString()).contains("sched_delay=0"));
    }
  }

  @Test
  void timeIsMadeOfTicksWhereThereIsNothingFiner() {
    var texts = new HashMap<>(V1);
    texts.remove("cpuacct.usage");
    assertThat(known(v1(texts), Metric.CPU_TIME)).isEqualTo(9_570_000_000L);
  }

  @Test
  void noLimitIsNoMissingFigure() {
    var none = v1With("memory.limit_in_bytes", "9223372036854771712\n");
    assertThat(known(none, Metric.MEMORY_LIMIT)).as("of the groups above").isEqualTo(67_108_864);
    var texts = new HashMap<>(V1);
    texts.put("memory.limit_in_bytes", "9223372036854771712\n");
    texts.put(
        "memory.stat", "total_inactive_file 0\nhierarchical_memory_limit 9223372036854771712\n");
    texts.put("cpu.cfs_quota_us", "-1\n");
    assertThat(v1(texts).figures())
        .containsEntry(Metric.MEMORY_LIMIT, Figure.noLimit())
        .containsEntry(Metric.CPU_LIMIT, Figure.noLimit());
    assertThat(v2With("memory.max", "max\n").figures())
        .containsEntry(Metric.MEMORY_LIMIT, Figure.noLimit());
    assertThat(v2With("cpu.max", "max 100000\n").figures())
        .containsEntry(Metric.CPU_LIMIT, Figure.noLimit());
  }

  @Test
  void theLowestLimitOfTheGroupsAboveHolds() {
    var pod = files(Map.of("memory.max", "50000000\n"));
    var slice = files(Map.of("memory.max", "max\n"));
    assertThat(known(v2(V2, List.of(pod, slice)), Metric.MEMORY_LIMIT)).isEqualTo(50_000_000);
    var free = new HashMap<>(V2);
    free.put("memory.max", "max\n");
    assertThat(known(v2(free, List.of(slice, pod)), Metric.MEMORY_LIMIT)).isEqualTo(50_000_000);
  }

  @Test
  void aMissingFileOrFieldSaysWhy() {
    assertThat(why(v1(Map.of()), Metric.PIDS)).isEqualTo("this kernel has no pids.current");
    assertThat(why(v1(Map.of()), Metric.READ))
        .isEqualTo("this kernel has no blkio.throttle.io_service_bytes_recursive");
    assertThat(why(v1With("memory.oom_control", "under_oom 0\n"), Metric.OOM_KILLS))
        .isEqualTo("memory.oom_control has no field oom_kill, which Linux has from 4.13 on");
    assertThat(why(v1With("memory.usage_in_bytes", "lots\n"), Metric.WORKING_SET))
        .isEqualTo("memory.usage_in_bytes holds no number");
    assertThat(why(v2With("cpu.max", "\n"), Metric.CPU_LIMIT))
        .isEqualTo("cpu.max holds no quota and period");
  }

  @Test
  void aControllerThatIsMissingLacksItsFiguresAlone() {
    var files = files(V1);
    var usage =
        Usage.of(controller ->
            controller == Controller.MEMORY
                ? new Controller.Place.Missing("switched off")
                : new Controller.Place.V1(files, files(V1)));
    assertThat(why(usage, Metric.WORKING_SET)).isEqualTo("switched off");
    assertThat(why(usage, Metric.MEMORY_LIMIT)).isEqualTo("switched off");
    assertThat(known(usage, Metric.PIDS)).isEqualTo(1);
    assertThat(known(usage, Metric.CPU_TIME)).isPositive();
  }

  /// With nothing read or written version 1 has the sum alone.
  @Test
  void nothingReadIsZeroAndNotMissing() {
    var usage = v1With("blkio.throttle.io_service_bytes_recursive", "Total 0\n");
    assertThat(known(usage, Metric.READ)).isZero();
    assertThat(known(v2With("io.stat", ""), Metric.WRITTEN)).isZero();
  }

  /// As Linux 6.18 has it until somebody sets a limit.
  @Test
  void whereTheKernelListsNoDeviceForTheHostNothingReadIsMissing() {
    var files = files(Map.of("blkio.throttle.io_service_bytes_recursive", "Total 0\n"));
    var usage = Usage.of(_ -> new Controller.Place.V1(files, files));
    assertThat(why(usage, Metric.READ)).startsWith("the kernel counts no block I/O: it lists no");
  }

  /// Where a scheduler counts and throttling does not.
  @Test
  void theFirstFileThatListsDevicesIsTaken() {
    var texts = new HashMap<>(V1);
    texts.put("blkio.throttle.io_service_bytes_recursive", "Total 0\n");
    texts.put("blkio.bfq.io_service_bytes_recursive", "8:16 Read 7\n8:16 Write 8\nTotal 15\n");
    assertThat(v1(texts).devices()).containsExactly(new DeviceIo("8:16", 7, 8));
  }

  @Test
  void whatIsNoFieldIsCountedAndABigNumberIsTheLargest() {
    var fields =
        Fields.of("user 1\nsystem\nodd words here\nneg -4\nbig 18446744073709551615\n\nuser 7\n");
    assertThat(fields.values())
        .containsExactly(Map.entry("user", 1L), Map.entry("big", Long.MAX_VALUE));
    assertThat(fields.oddLines()).isEqualTo(3);
    assertThat(Fields.of("a 1\n".repeat(5000)).values()).hasSize(1);
  }

  @Test
  void interfacesAreReadWithOrWithoutABlankAfterTheColon() {
    var devices =
        NetworkDevice.of(
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
              eth0:907206    6193    0    2    0     0          0         0   518093    5611    0    3    0     0       0          0
            odd: 1 2
            """);
    assertThat(devices)
        .containsExactly(
            new NetworkDevice("lo", 0, 0, 0, 0, 0, 0),
            new NetworkDevice("eth0", 907_206, 6193, 2, 518_093, 5611, 3));
    assertThat(devices.getFirst().isLoopback()).isTrue();
  }
}
