package dev.casebook.tables.containers;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupCpuTimeTest {

  private static final String POD = "/kubepods.slice/kubepods-besteffort.slice/podxxx/xxx";

  @ParameterizedTest
  @ValueSource(strings = {"cpuacct", "cpu,cpuacct"})
  void theThirdFieldOfCpuacctStatShows(String hierarchy) {
    var folder = "/sys/fs/cgroup/" + hierarchy + POD;
    var read =
        Sample.root()
            .file(folder + "/cpuacct.stat", text("cgroups/cpuacct.stat-3-fields"))
            .file(folder + "/cpuacct.usage", "no number\n")
            .read(CgroupCpuTime.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows())
        .containsExactly(
            new CgroupCpuTime(POD, 1, "user", 32),
            new CgroupCpuTime(POD, 1, "system", 89),
            new CgroupCpuTime(POD, 1, "sched_delay", 0));
  }

  @Test
  void aHierarchyOfTwoControllersIsReadOnceHoweverItIsNamed() {
    var host = Sample.root();
    for (var name : new String[] {"cpu,cpuacct", "cpu", "cpuacct"}) {
      host.file("/sys/fs/cgroup/" + name + "/a/cpuacct.stat", "user 1568\nsystem 6436\n");
    }
    assertThat(host.read(CgroupCpuTime.TABLE).rows()).hasSize(2);
  }

  @Test
  void version2HasItsTimesAmongOtherCounters() {
    var read =
        Sample.root()
            .file(
                "/sys/fs/cgroup/a.scope/cpu.stat",
                "usage_usec 3\nuser_usec 2\nsystem_usec 1\nnr_periods 0\nnr_throttled 0\n")
            .read(CgroupCpuTime.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .containsExactly(
            new CgroupCpuTime("/a.scope", 2, "usage_usec", 3),
            new CgroupCpuTime("/a.scope", 2, "user_usec", 2),
            new CgroupCpuTime("/a.scope", 2, "system_usec", 1));
  }

  @Test
  void throttlingOfVersion1SaysNothingOfTimes() {
    var read =
        Sample.root()
            .file("/sys/fs/cgroup/cpu/a/cpu.stat", text("cgroups/cpu.stat"))
            .read(CgroupCpuTime.TABLE);
    assertThat(read.coverage().isThere()).isFalse();
  }

  @Test
  void whatIsNoNumberIsRejected() {
    var read =
        Sample.root()
            .file("/sys/fs/cgroup/cpuacct/a/cpuacct.stat", "user 1\nsystem x\n\na b c\n")
            .read(CgroupCpuTime.TABLE);
    assertThat(read.only().kind()).isEqualTo("user");
    assertThat(read.coverage().reason()).contains("2 line(s) not understood");
  }

  @Test
  void aLooseCopyIsKnownByItsContent() {
    assertThat(CgroupCpuTime.TABLE.recognise(text("cgroups/cpuacct.stat-3-fields"))).isPresent();
    assertThat(CgroupCpuTime.TABLE.recognise("user 1\nsystem 2\n")).isPresent();
    assertThat(CgroupCpuTime.TABLE.recognise("user root\n")).isEmpty();
    var read = Sample.loose().file("a.txt", "user 1\nsystem 2\n").read(CgroupCpuTime.TABLE);
    assertThat(read.rows()).hasSize(2);
  }
}
