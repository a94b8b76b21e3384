package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.formats.proc.ProcessStat;
import dev.casebook.tables.Line;
import dev.casebook.tables.Lines;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A process's folder in `/proc`: `stat` (one line), `status` (named fields), `cmdline` (arguments,
/// each with a zero after it).
///
/// Source: proc(5), the kernel's fs/proc/array.c.
final class ProcFolder {

  static final ArtifactName MEMINFO = ArtifactName.file("/proc/meminfo");
  static final ArtifactName PASSWD = ArtifactName.file("/etc/passwd");

  /// Ticks of the times in `stat`; `USER_HZ`, which is 100 on every architecture still in use.
  private static final int TICKS_PER_SECOND = 100;

  /// Three hundred years.
  private static final long TICKS_MAX = 1_000_000_000_000L;

  private ProcFolder() {}

  /// `PID (NAME) STATE PPID …`; a name may hold spaces and parentheses.
  static void parseStat(Text text, Rows<HostProcess> rows) {
    if (!isProcess(text)) {
      return;
    }
    var line = new Line(0, text.string().strip());
    var stat = ProcessStat.of(line.text());
    if (stat.isEmpty() || !stat.get().isWhole()) {
      rows.reject(line, "fewer fields than proc(5) has");
      return;
    }
    try {
      rows.add(line, process(text, stat.get()));
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(line, "a number that is malformed or too large");
    }
  }

  private static HostProcess process(Text text, ProcessStat stat) {
    var name = stat.name();
    var folder = "/proc/" + text.pathPart(1);
    var status =
        text.beside(ArtifactName.file(folder + "/status"))
            .map(file -> Settings.of(file.lines()))
            .orElse(Settings.none());
    var arguments = text.beside(ArtifactName.file(folder + "/cmdline")).map(ProcFolder::arguments);
    var host = text.shared(HostValues.class, () -> HostValues.of(text));
    var uid = uid(status);
    var rss = rss(status);
    var start = start(text, stat.startTicks());
    long busyTicks =
        Math.addExact(Long.parseLong(stat.fields().get(11)), Long.parseLong(stat.fields().get(12)));
    return new HostProcess(
        Integer.parseInt(text.pathPart(1)),
        stat.parent(),
        uid == null ? null : host.users.get(uid),
        uid,
        name,
        arguments.orElse("[" + name + "]"),
        stat.state(),
        start,
        cpuPercent(busyTicks, start, text.facts().captured()),
        rss == null || host.memoryBytes == 0 ? null : rounded(100.0 * rss / host.memoryBytes),
        rss,
        Long.valueOf(stat.fields().get(20)),
        Integer.valueOf(stat.fields().get(17)),
        text.beside(ArtifactName.file(folder + "/cgroup")).map(ProcFolder::cgroup).orElse(null));
  }

  private static @Nullable String cgroup(Text text) {
    return ControlGroup.of(text.string()).map(ControlGroup::path).orElse(null);
  }

  /// `status` alone, as some collectors copy it.
  static void parseStatus(Text text, Rows<HostProcess> rows) {
    if (!isProcess(text)) {
      return;
    }
    var lines = text.lines();
    var status = Settings.of(lines);
    var name = status.value("Name");
    var first = lines.first();
    if (name.isEmpty()) {
      rows.reject(first, "no name");
      return;
    }
    try {
      var host = text.shared(HostValues.class, () -> HostValues.of(text));
      var uid = uid(status);
      rows.add(
          first,
          new HostProcess(
              Integer.parseInt(text.pathPart(1)),
              status.value("PPid").map(Integer::valueOf).orElse(null),
              uid == null ? null : host.users.get(uid),
              uid,
              name.get(),
              null,
              status.value("State").map(state -> state.substring(0, 1)).orElse(null),
              null,
              null,
              null,
              rss(status),
              kibibytes(status, "VmSize"),
              status.value("Threads").map(Integer::valueOf).orElse(null),
              null));
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(first, "a number that is malformed or too large");
    }
  }

  /// `self`, `thread-self` and folders of other things are not processes of their own.
  private static boolean isProcess(Text text) {
    var pid = text.pathPart(1);
    return !pid.isEmpty() && pid.length() < 10 && pid.chars().allMatch(Character::isDigit);
  }

  private static String arguments(Text cmdline) {
    return cmdline.string().replace('\0', ' ').strip();
  }

  /// The effective one of `Uid: REAL EFFECTIVE SAVED FILESYSTEM`.
  private static @Nullable Long uid(Settings status) {
    return status
        .value("Uid")
        .map(ids -> ids.split("\\s+"))
        .filter(ids -> ids.length > 1)
        .map(ids -> Long.valueOf(ids[1]))
        .orElse(null);
  }

  /// Threads of the kernel and the dead have no memory of their own and no such field.
  private static @Nullable Long rss(Settings status) {
    var rss = kibibytes(status, "VmRSS");
    return rss == null && status.value("State").isPresent() ? Long.valueOf(0) : rss;
  }

  private static @Nullable Long kibibytes(Settings status, String field) {
    return status
        .value(field)
        .map(value -> Math.multiplyExact(Long.parseLong(value.split("\\s+")[0]), 1024L))
        .orElse(null);
  }

  private static @Nullable Instant start(Text text, long ticks) {
    if (ticks < 0 || ticks > TICKS_MAX) {
      throw new ArithmeticException("no process starts " + ticks + " ticks after the kernel");
    }
    var booted = text.facts().booted();
    return booted == null ? null : booted.plusMillis(ticks * (1000 / TICKS_PER_SECOND));
  }

  private static @Nullable Double cpuPercent(
      long busyTicks, @Nullable Instant start, @Nullable Instant now) {
    if (start == null || now == null || !start.isBefore(now)) {
      return null;
    }
    double seconds = Duration.between(start, now).toMillis() / 1000.0;
    return rounded(100.0 * busyTicks / TICKS_PER_SECOND / seconds);
  }

  /// To one decimal, as ps prints.
  private static double rounded(double percent) {
    return Math.round(percent * 10) / 10.0;
  }

  /// What is the same for every process of the host.
  ///
  /// @param memoryBytes 0 if it is not told
  private record HostValues(Map<Long, String> users, long memoryBytes) {

    /// A directory's export into passwd has tens of thousands.
    private static final int USERS_MAX = 100_000;

    static HostValues of(Text text) {
      var users = new HashMap<Long, String>();
      for (var line : text.beside(PASSWD).map(Text::lines).orElseGet(Lines::none)) {
        var cells = line.text().split(":", 4);
        if (cells.length == 4 && users.size() < USERS_MAX && cells[2].matches("\\d{1,10}")) {
          users.putIfAbsent(Long.valueOf(cells[2]), cells[0]);
        }
      }
      var memory = new long[1];
      text.beside(MEMINFO)
          .ifPresent(file ->
              Memory.parseMeminfo(
                  file,
                  Rows.into(row -> memory[0] = Objects.requireNonNullElse(row.totalBytes(), 0L))));
      return new HostValues(users, memory[0]);
    }
  }
}
