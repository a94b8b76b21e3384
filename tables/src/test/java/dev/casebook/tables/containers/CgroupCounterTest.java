package dev.casebook.tables.containers;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class CgroupCounterTest {

  private static final String POD = "/kubepods.slice/kubepods-besteffort.slice/podxxx/xxx";

  @Test
  void theThirdFieldOfCpuacctStatShows() {
    var read =
        Sample.root()
            .file(
                "/sys/fs/cgroup/cpuacct" + POD + "/cpuacct.stat",
                text("cgroups/cpuacct.stat-3-fields"))
            .read(CgroupCounter.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .containsExactly(
            new CgroupCounter(POD, "cpuacct", 1, "cpuacct.stat", "user", 32L),
            new CgroupCounter(POD, "cpuacct", 1, "cpuacct.stat", "system", 89L),
            new CgroupCounter(POD, "cpuacct", 1, "cpuacct.stat", "sched_delay", 0L));
    assertThat(read.cited().getLast()).isEqualTo("sched_delay 0");
  }

  @Test
  void filesBesideTheOnesLookedForAreRead() {
    var folder = "/sys/fs/cgroup/memory" + POD + "/";
    var read =
        Sample.sosreport()
            .file(folder + "memory.limit_in_bytes", "9223372036854771712\n")
            .file(folder + "memory.stat", text("cgroups/memory.stat"))
            .file(folder + "memory.oom_control", text("cgroups/memory.oom_control"))
            .file(folder + "memory.kmem.slabinfo", "not read\n")
            .read(CgroupCounter.TABLE);
    assertThat(read.rows())
        .contains(
            new CgroupCounter(
                POD, "memory", 1, "memory.limit_in_bytes", "", 9_223_372_036_854_771_712L),
            new CgroupCounter(POD, "memory", 1, "memory.stat", "rss", 86016L),
            new CgroupCounter(POD, "memory", 1, "memory.oom_control", "oom_kill", 0L))
        .hasSize(1 + 42 + 3);
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @Test
  void aHierarchyOfTwoControllersIsReadOnceHoweverItIsNamed() {
    var host = Sample.root();
    for (var name : new String[] {"cpu,cpuacct", "cpu", "cpuacct"}) {
      host.file("/sys/fs/cgroup/" + name + POD + "/cpuacct.usage", "32068181\n");
      host.file("/sys/fs/cgroup/" + name + POD + "/cpuacct.stat", "user 1568\nsystem 6436\n");
      host.file("/sys/fs/cgroup/" + name + POD + "/cpu.stat", text("cgroups/cpu.stat"));
    }
    var read = host.read(CgroupCounter.TABLE);
    assertThat(read.rows())
        .hasSize(1 + 2 + 5)
        .contains(new CgroupCounter(POD, "cpuacct", 1, "cpuacct.usage", "", 32_068_181L))
        .contains(new CgroupCounter(POD, "cpu", 1, "cpu.stat", "nr_throttled", 303L));
  }

  @Test
  void version2HasOneTree() {
    var folder = "/sys/fs/cgroup/kubepods.slice/a.scope/";
    var read =
        Sample.root()
            .file("/sys/fs/cgroup/cpu.stat", text("cgroups/cpu.stat-v2"))
            .file(folder + "cpu.stat", "usage_usec 1\n")
            .file(folder + "cpu.max", "max 100000\n")
            .file(folder + "memory.current", "4096\n")
            .file(folder + "memory.max", "max\n")
            .file(folder + "memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n")
            .file(folder + "pids.current", "2\n")
            .file(folder + "pids.max", "max\n")
            .read(CgroupCounter.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .extracting(
            CgroupCounter::path, CgroupCounter::file, CgroupCounter::key, CgroupCounter::value)
        .contains(
            tuple("/", "cpu.stat", "nice_usec", 0L),
            tuple("/kubepods.slice/a.scope", "cpu.stat", "usage_usec", 1L),
            tuple("/kubepods.slice/a.scope", "cpu.max", "quota", null),
            tuple("/kubepods.slice/a.scope", "cpu.max", "period", 100000L),
            tuple("/kubepods.slice/a.scope", "memory.max", "", null),
            tuple("/kubepods.slice/a.scope", "memory.events", "oom_kill", 1L),
            tuple("/kubepods.slice/a.scope", "pids.current", "", 2L));
    assertThat(read.rows()).extracting(CgroupCounter::version).containsOnly(2);
  }

  @Test
  void whatIsNoNumberIsRejected() {
    var folder = "/sys/fs/cgroup/a/";
    var read =
        Sample.root()
            .file(folder + "cpu.stat", "usage_usec 99999999999999999999\nuser_usec x\na b c\n")
            .file(folder + "memory.current", "7\n")
            .read(CgroupCounter.TABLE);
    assertThat(read.only().value()).isEqualTo(7);
    assertThat(read.coverage().reason()).contains("3 line(s) not understood");
  }
}
