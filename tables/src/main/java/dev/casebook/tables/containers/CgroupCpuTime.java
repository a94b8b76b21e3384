package dev.casebook.tables.containers;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;

/// A kind of CPU time of a control group, as its one file for that tells it.
///
/// ```
/// user 32                    (/sys/fs/cgroup/cpu,cpuacct/kubepods.slice/…/cpuacct.stat, version 1)
/// system 89
/// sched_delay 0
///
/// usage_usec 1230021         (/sys/fs/cgroup/kubepods.slice/…/cpu.stat, version 2)
/// user_usec 1104512
/// ```
///
/// [CgroupCounter] has these too, among a dozen other files of each group. A host of containers has
/// ten thousand of those, and who asks for CPU times opens one a group here. Source:
/// `Documentation/admin-guide/cgroup-v1/cpuacct.rst`, `cgroup-v2.rst`.
@Row("one kind of CPU time of one control group")
@Compared(
    key = {"kind", "version"},
    restless = {"path", "value"},
    tells = Compared.Tells.SETTING)
public record CgroupCpuTime(
    @Column("the group, from the hierarchy's root: `/kubepods.slice/…`; the root is `/`")
        String path,
    @Column("version of the control groups: 1 or 2") int version,
    @Column("user, system …; in version 2 usage_usec, user_usec, system_usec …") String kind,
    @Column("clock ticks of 10 ms in version 1, microseconds in version 2") long value) {

  private static final String ROOT = "/sys/fs/cgroup/";

  /// In version 1 `cpuacct` may be a link to `cpu,cpuacct`, so only one of the two is read.
  public static final Table<CgroupCpuTime> TABLE =
      Table.of("cgroup_cpu_times", CgroupCpuTime.class)
          .file(ROOT + "cpu,cpuacct/**/cpuacct.stat", CgroupCpuTime::parseAccounting)
          .file(ROOT + "cpuacct/**/cpuacct.stat", CgroupCpuTime::parseAccounting)
          .file(ROOT + "**/cpu.stat", CgroupCpuTime::parseVersion2)
          .sniff(
              ArtifactName.file(ROOT + "cpuacct/**/cpuacct.stat"),
              head -> head.matches("user \\d+\nsystem \\d+\n(?:[a-z_]+ \\d+\n){0,8}"))
          .example(
              "names in cpuacct.stat that old container runtimes do not expect",
              """
              select distinct kind from cgroup_cpu_times
              where version = 1 and kind not in ('user', 'system')\
              """);

  private static void parseAccounting(Text text, Rows<CgroupCpuTime> rows) {
    var group = CgroupCounter.Place.of(text).group();
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        take(line, group, 1, rows);
      }
    }
  }

  private static void parseVersion2(Text text, Rows<CgroupCpuTime> rows) {
    var place = CgroupCounter.Place.of(text);
    if (!place.hierarchy().isEmpty()) {
      rows.reject(text.lines().first(), "version 1 has its CPU times elsewhere");
      return;
    }
    for (var line : text.lines()) {
      // Beside times it counts periods.
      if (!line.isNoise() && line.words()[0].endsWith("_usec")) {
        take(line, place.group(), 2, rows);
      }
    }
  }

  private static void take(Line line, String group, int version, Rows<CgroupCpuTime> rows) {
    var words = line.words();
    var value = words.length == 2 ? Digits.decimal(words[1]) : null;
    if (value == null) {
      rows.reject(line, "not a name and a number that fits");
    } else {
      rows.add(line, new CgroupCpuTime(group, version, words[0], value));
    }
  }
}
