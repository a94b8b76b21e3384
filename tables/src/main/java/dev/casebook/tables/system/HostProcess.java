package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process of the host, threads of the kernel included, from `/proc` or any listing of ps(1).
///
/// ```
/// USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
/// root      4835  4.7  0.0 165540 14560 ?        Sl   13:26   0:00 /usr/bin/python3 /opt/work.py
/// root      4880  0.0  0.0      0     0 ?        Z    13:26   0:00 [tmux: server] <defunct>
/// ```
///
/// What one listing lacks is taken from another that the collector made a moment before or after.
@Row("one process")
@Compared(
    key = {"command", "user"},
    restless = {
      "pid",
      "ppid",
      "arguments",
      "state",
      "start",
      "cpu_percent",
      "memory_percent",
      "cgroup",
      "rss_bytes",
      "vsz_bytes",
      "threads"
    },
    tells = Compared.Tells.TRAFFIC)
public record HostProcess(
    @Column("process id") int pid,
    @Column("process id of its parent") @Nullable Integer ppid,
    @Column(value = "name of the effective user, perhaps cut by ps", means = Meaning.USER)
        @Nullable String user,
    @Column("number of the effective user") @Nullable Long uid,
    @Column(
            "its name in the kernel, at most 15 bytes but for the kernel's own workers; where only"
                + " arguments are told, the base name of the first")
        String command,
    @Column("program and arguments, as the process shows them; [name] if it has none")
        @Nullable String arguments,
    @Column("R running, S asleep, D asleep and not to be woken, Z dead and not reaped, T, t, I, X")
        @Nullable String state,
    @Column("when it started; only where told to the second") @Nullable Instant start,
    @Column("percent of one CPU it used over its life") @Nullable Double cpuPercent,
    @Column("percent of the host's memory that is resident") @Nullable Double memoryPercent,
    @Column("bytes resident in memory") @Nullable Long rssBytes,
    @Column("bytes of address space") @Nullable Long vszBytes,
    @Column("number of threads") @Nullable Integer threads,
    @Column(
            "its control group, which names the unit or pod: `/system.slice/nginx.service`; told by"
                + " /proc alone")
        @Nullable String cgroup) {

  private static final ArtifactName[] SCHEDULING = {
    ArtifactName.command("ps axo flags,state,uid,pid,ppid*"),
    ArtifactName.command("ps alxwww"),
    ArtifactName.command("ps -eo *nlwp*args")
  };

  private static final ArtifactName[] NAMES = {
    ArtifactName.command("ps axo pid,ppid,user,group*"),
    ArtifactName.command("ps auxcww"),
    ArtifactName.command("ps -eo pid,ppid,comm")
  };

  public static final Table<HostProcess> TABLE =
      Table.of("processes", HostProcess.class)
          .file("/proc/*/stat", ProcFolder::parseStat)
          .command("ps auxwwwm", HostProcess::parse)
          .command("ps auxwww", HostProcess::parse)
          .command("ps auxww", HostProcess::parse)
          .command("ps aux", HostProcess::parse)
          .command("ps -elfL", HostProcess::parse)
          .command("ps -elf", HostProcess::parse)
          .command("ps axo flags,state,uid,pid,ppid*", HostProcess::parse)
          .command("ps alxwww", HostProcess::parse)
          .command("ps -ef", HostProcess::parse)
          .command("ps -eo pid,args", HostProcess::parse)
          .command("ps -eo *args", HostProcess::parse)
          .command("ps -eo *cmd", HostProcess::parse)
          .command("ps axo *args", HostProcess::parse)
          .command("ps auxcww", HostProcess::parseNames)
          .command("ps axo pid,ppid,user,group*", HostProcess::parseNames)
          .command("ps -eo pid,ppid,comm*", HostProcess::parseNames)
          .file("/proc/*/status", ProcFolder::parseStatus)
          .completedBy(SCHEDULING)
          .completedBy(NAMES)
          .completedBy(
              ArtifactName.file("/proc/*/status"),
              ArtifactName.file("/proc/*/cmdline"),
              ArtifactName.file("/proc/*/cgroup"),
              ProcFolder.MEMINFO,
              ProcFolder.PASSWD)
          .sniff(ArtifactName.command("ps aux"), head -> head.matches("(?s)USER +PID +%CPU .*"))
          .sniff(ArtifactName.command("ps -ef"), head -> head.matches("(?s)UID +PID +PPID +C .*"))
          .example(
              "which programs are more than once there, and how much memory they hold",
              "select command, count(*), sum(rss_bytes) from processes group by command")
          .example(
              "what waits for a device or a lock in the kernel",
              "select pid, command, arguments from processes where state = 'D'");

  static void parse(Text text, Rows<HostProcess> rows) {
    var more = new HashMap<Integer, HostProcess>();
    var names = new HashMap<Integer, HostProcess>();
    text.beside(SCHEDULING)
        .ifPresent(other -> PsListing.parse(other, true, Rows.into(p -> more.put(p.pid, p))));
    text.beside(NAMES)
        .ifPresent(other -> PsListing.parse(other, false, Rows.into(p -> names.put(p.pid, p))));
    PsListing.parse(text, true, completed(more, names, rows));
  }

  static void parseNames(Text text, Rows<HostProcess> rows) {
    PsListing.parse(text, false, rows);
  }

  private static Rows<HostProcess> completed(
      Map<Integer, HostProcess> more, Map<Integer, HostProcess> names, Rows<HostProcess> rows) {
    return new Rows<>() {
      @Override
      public void add(long offset, HostProcess process) {
        var named = names.get(process.pid);
        var command = named == null ? process.command : named.command;
        rows.add(offset, process.with(command, more.get(process.pid)).with(command, named));
      }

      @Override
      public void reject(Line line, String reason) {
        rows.reject(line, reason);
      }
    };
  }

  /// This process, with what it lacks taken from the same one in another listing; of another
  /// process that came to the same id nothing is taken.
  private HostProcess with(String name, @Nullable HostProcess more) {
    if (more == null || differs(arguments, more.arguments)) {
      return this;
    }
    return new HostProcess(
        pid,
        ppid == null ? more.ppid : ppid,
        user == null ? more.user : user,
        uid == null ? more.uid : uid,
        name,
        arguments,
        state == null ? more.state : state,
        start == null ? more.start : start,
        cpuPercent == null ? more.cpuPercent : cpuPercent,
        memoryPercent == null ? more.memoryPercent : memoryPercent,
        rssBytes == null ? more.rssBytes : rssBytes,
        vszBytes == null ? more.vszBytes : vszBytes,
        threads == null ? more.threads : threads,
        cgroup == null ? more.cgroup : cgroup);
  }

  private static boolean differs(@Nullable String one, @Nullable String two) {
    return one != null && two != null && !one.equals(two);
  }
}
