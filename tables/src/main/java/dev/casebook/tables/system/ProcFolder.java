package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
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
    int open = line.text().indexOf('(');
    int close = line.text().lastIndexOf(')');
    var fields =
        close < open || open < 1
            ? new String[0]
            : line.text().substring(close + 1).strip().split(" ");
    if (fields.length < 22) {
      rows.reject(line, "fewer fields than proc(5) has");
      return;
    }
    try {
      var name = line.text().substring(open + 1, close);
      rows.add(line, process(text, name, fields));
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(line, "a number that is malformed or too large");
    }
  }

  /// @param fields of `stat` from the state on, which is field 3 of proc(5)
  private static HostProcess process(Text text, String name, String[] fields) {
    var folder = "/proc/" + text.pathPart(1);
    var status =
        text.beside(ArtifactName.file(folder + "/status"))
            .map(file -> Settings.of(file.lines()))
            .orElse(Settings.none());
    var arguments = text.beside(ArtifactName.file(folder + "/cmdline")).map(ProcFolder::arguments);
    var host = text.shared(HostValues.class, () -> HostValues.of(text));
    var uid = uid(status);
    var rss = rss(status);
    var start = start(text, Long.parseLong(fields[19]));
    long busyTicks = Math.addExact(Long.parseLong(fields[11]), Long.parseLong(fields[12]));
    return new HostProcess(
        Integer.parseInt(text.pathPart(1)),
        Integer.valueOf(fields[1]),
        uid == null ? null : host.users.get(uid),
        uid,
        name,
        arguments.orElse("[" + name + "]"),
        fields[0].substring(0, 1),
        start,
        cpuPercent(busyTicks, start, text.facts().captured()),
        rss == null || host.memoryBytes == 0 ? null : rounded(100.0 * rss / host.memoryBytes),
        rss,
        Long.valueOf(fields[20]),
        Integer.valueOf(fields[17]),
        text.beside(ArtifactName.file(folder + "/cgroup")).map(ProcFolder::cgroup).orElse(null));
  }

  /// That of version 2, else the first of version 1 that is not the top; systemd's, which names the
  /// unit, before those of single controllers: `0::/system.slice/x.service`,
  /// `1:name=systemd:/system.slice/x.service`. See cgroups(7).
  private static @Nullable String cgroup(Text text) {
    String found = null;
    for (var line : text.lines()) {
      var cells = line.text().split(":", 3);
      if (cells.length == 3 && cells[2].length() > 1) {
        if (cells[0].equals("0") || cells[1].equals("name=systemd")) {
          return cells[2];
        }
        found = found == null ? cells[2] : found;
      }
    }
    return found;
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
