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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A counter or limit of a control group.
///
/// ```
/// user 32                    (/sys/fs/cgroup/cpu,cpuacct/kubepods.slice/…/cpuacct.stat, version 1)
/// system 89
/// sched_delay 0
///
/// 32068181                   (…/cpuacct.usage)
/// max 100000                 (/sys/fs/cgroup/kubepods.slice/…/cpu.max, version 2)
/// ```
///
/// Units are the kernel's (`Documentation/admin-guide/cgroup-v1`, `cgroup-v2.rst`): `cpuacct.stat`
/// counts clock ticks of 10 ms, `cpuacct.usage` nanoseconds, `cpu.stat` microseconds in version 2
/// and nanoseconds in version 1, `memory.*` bytes or events.
///
/// A host has thousands of these files. One walk over a hierarchy looks for one or two files that
/// every group has; the others are then opened by name beside it.
@Row("one counter or limit of one control group")
@Compared(
    key = {"file", "path", "key"},
    restlessRows = {
      "*.stat",
      "*.usage*",
      "*usage_in_bytes",
      "*.current",
      "*.events*",
      "*.pressure",
      "*failcnt*",
      "*.peak",
      "*max_usage*",
      "cpuacct.*"
    },
    tells = Compared.Tells.STATE)
public record CgroupCounter(
    @Column("the group, from the hierarchy's root: `/kubepods.slice/…`; the root is `/`")
        String path,
    @Column("cpu, cpuacct, memory or pids") String controller,
    @Column("version of the control groups: 1 or 2") int version,
    @Column("file in the group's folder: `cpuacct.stat`") String file,
    @Column("name in the file: `user`; empty if the file is one number") String key,
    @Column("the number, in the file's own unit; not told for `max`, which is no limit")
        @Nullable Long value) {

  /// What is read of version 1.
  private static final List<String> V1 =
      List.of(
          "cpu.stat",
          "cpu.cfs_quota_us",
          "cpu.cfs_period_us",
          "cpuacct.stat",
          "cpuacct.usage",
          "memory.usage_in_bytes",
          "memory.limit_in_bytes",
          "memory.max_usage_in_bytes",
          "memory.failcnt",
          "memory.stat",
          "memory.oom_control",
          "memory.memsw.usage_in_bytes",
          "memory.memsw.limit_in_bytes",
          "pids.current",
          "pids.max",
          "pids.events");

  /// What is read of version 2.
  private static final List<String> V2 =
      List.of(
          "cpu.stat",
          "cpu.max",
          "memory.current",
          "memory.max",
          "memory.high",
          "memory.peak",
          "memory.events",
          "memory.stat",
          "memory.swap.current",
          "memory.swap.max",
          "pids.current",
          "pids.max",
          "pids.events");

  private static final String ROOT = "/sys/fs/cgroup/";

  /// Version 1 has one hierarchy for each controller; `cpu,cpuacct` is one for both, with links
  /// named `cpu` and `cpuacct`.
  private static final String JOINED = "cpu,cpuacct";

  private static final Set<String> CONTROLLERS = Set.of("cpu", "cpuacct", "memory", "pids");

  public static final Table<CgroupCounter> TABLE =
      Table.of("cgroups", CgroupCounter.class)
          .from(
              anchors(
                  JOINED + "/**/cpuacct.stat",
                  JOINED + "/**/cpuacct.usage",
                  "cpuacct/**/cpuacct.stat",
                  "cpuacct/**/cpuacct.usage",
                  "cpu/**/cpu.stat",
                  "memory/**/memory.usage_in_bytes",
                  "memory/**/memory.limit_in_bytes",
                  "pids/**/pids.current"),
              CgroupCounter::parse,
              CgroupCounter::siblings)
          .from(
              anchors("**/cpu.stat", "**/memory.current"),
              CgroupCounter::parse,
              CgroupCounter::siblings)
          .completedBy(
              ArtifactName.file(ROOT + "**/cpu*.*"),
              ArtifactName.file(ROOT + "**/memory.*"),
              ArtifactName.file(ROOT + "**/pids.*"))
          .example(
              "groups whose processes were killed or held back for lack of memory",
              """
              select path, file, key, value from cgroups
              where value > 0 and (file = 'memory.failcnt'
                or file = 'memory.events' and key in ('max', 'oom_kill')
                or file = 'memory.oom_control' and key = 'oom_kill')\
              """);

  private static List<ArtifactName> anchors(String... globs) {
    return Arrays.stream(globs).<ArtifactName>map(glob -> ArtifactName.file(ROOT + glob)).toList();
  }

  /// Where a file stands in its hierarchy.
  ///
  /// @param hierarchy the folder of version 1, or empty
  record Place(String hierarchy, String group, String file) {

    static Place of(Text text) {
      var path = text.name().startsWith(ROOT) ? text.name().substring(ROOT.length()) : text.name();
      int end = path.lastIndexOf('/');
      var folder = end < 0 ? "" : path.substring(0, end);
      var first = folder.split("/", 2)[0];
      boolean v1 = !first.isEmpty() && CONTROLLERS.containsAll(List.of(first.split(",")));
      var hierarchy = v1 || first.equals("unified") ? first : "";
      var group = folder.substring(hierarchy.length());
      return new Place(
          v1 ? hierarchy : "",
          group.startsWith("/") ? group : "/" + group,
          path.substring(end + 1));
    }

    boolean has(String counter) {
      return hierarchy.isEmpty() || List.of(hierarchy.split(",")).contains(controller(counter));
    }
  }

  private static String controller(String counter) {
    return counter.substring(0, counter.indexOf('.'));
  }

  private static List<ArtifactName> siblings(Text text) {
    var place = Place.of(text);
    if (!text.name().startsWith(ROOT) || isLink(text, place)) {
      return List.of();
    }
    var folder = text.name().substring(0, text.name().lastIndexOf('/') + 1);
    return (place.hierarchy.isEmpty() ? V2 : V1)
        .stream()
            .filter(place::has)
            .<ArtifactName>map(counter -> ArtifactName.file(folder + counter))
            .toList();
  }

  private static void parse(Text text, Rows<CgroupCounter> rows) {
    var place = Place.of(text);
    int version = place.hierarchy.isEmpty() && V2.contains(place.file) ? 2 : 1;
    // A loose copy may have any name; only this file is known by what it holds.
    var file = V1.contains(place.file) || version == 2 ? place.file : "cpuacct.stat";
    if (isLink(text, place)) {
      return;
    }
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        parse(
            line, new CgroupCounter(place.group, controller(file), version, file, "", null), rows);
      }
    }
  }

  /// Whether the same file is seen through `cpu,cpuacct`, where it is read.
  private static boolean isLink(Text text, Place place) {
    return (place.hierarchy.equals("cpu") || place.hierarchy.equals("cpuacct"))
        && text.beside(
                ArtifactName.file(
                    ROOT + JOINED + text.name().substring((ROOT + place.hierarchy).length())))
            .isPresent();
  }

  private static void parse(Line line, CgroupCounter of, Rows<CgroupCounter> rows) {
    var words = line.words();
    if (of.file.equals("cpu.max") && words.length == 2) {
      add("quota", words[0], line, of, rows);
      add("period", words[1], line, of, rows);
    } else if (words.length == 1) {
      add("", words[0], line, of, rows);
    } else if (words.length == 2) {
      add(words[0], words[1], line, of, rows);
    } else {
      rows.reject(line, "neither a number nor a name and a number");
    }
  }

  private static void add(
      String key, String number, Line line, CgroupCounter of, Rows<CgroupCounter> rows) {
    var value = Digits.decimal(number);
    if (value == null && !number.equals("max")) {
      rows.reject(line, "not a number that fits");
    } else {
      rows.add(line, new CgroupCounter(of.path, of.controller, of.version, of.file, key, value));
    }
  }
}
