package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostProcessTest {

  private static final String WITH_GROUP =
      "ps axo pid,ppid,user,group,lwp,nlwp,start_time,comm,cgroup";
  private static final String WITH_START =
      "ps axo flags,state,uid,pid,ppid,pgid,sid,cls,pri,addr,sz,wchan:20,lstart,tty,time,cmd";

  private static List<HostProcess> complete(Sample sample) {
    var processes = sample.read(HostProcess.TABLE);
    assertThat(processes.coverage().isComplete()).as(processes.coverage().reason()).isTrue();
    return processes.rows();
  }

  static Stream<Sample> listings() {
    return Stream.of(
        Sample.sosreport().commandFrom("ps auxwwwm", "processes/ps-auxwwwm"),
        Sample.sosreport().commandFrom("ps auxwww", "processes/ps-auxwww"),
        Sample.insights().commandFrom("/bin/ps aux", "processes/ps-auxwww"),
        Sample.sosreport().commandFrom("ps -elfL", "processes/ps-elfL"),
        Sample.sosreport().commandFrom("ps alxwww", "processes/ps-alxwww"),
        Sample.insights().commandFrom("/bin/ps -ef", "processes/ps-ef"),
        Sample.sosreport().commandFrom(WITH_START, "processes/ps-axo-flags"),
        Sample.loose().fileFrom("a.txt", "processes/ps-auxwwwm"),
        Sample.loose().fileFrom("a.txt", "processes/ps-ef"));
  }

  @ParameterizedTest
  @MethodSource("listings")
  void everyListingTellsTheSameProcesses(Sample sample) {
    assertThat(complete(sample))
        .extracting(HostProcess::pid, HostProcess::command, HostProcess::arguments)
        .containsExactly(
            tuple(2, "kthreadd", "[kthreadd]"),
            tuple(4835, "python3", "/usr/bin/python3 /opt/work.py --name a b"),
            tuple(4836, "sleep", "sleep 611"),
            tuple(4880, "tmux: server", "[tmux: server] <defunct>"));
  }

  @Test
  void linesOfThreadsGiveTheStateAndAreCounted() {
    var work =
        complete(Sample.sosreport().commandFrom("ps auxwwwm", "processes/ps-auxwwwm")).get(1);

    assertThat(work.state()).isEqualTo("S");
    assertThat(work.threads()).isEqualTo(3);
    assertThat(work.user()).isEqualTo("root");
    assertThat(work.cpuPercent()).isEqualTo(5.3);
    assertThat(work.rssBytes()).isEqualTo(14560L * 1024);
    assertThat(work.vszBytes()).isEqualTo(165540L * 1024);
    assertThat(work.ppid()).isNull();
    assertThat(work.start()).isNull();
  }

  @Test
  void aBundlesOtherListingsCompleteTheColumns() {
    var work =
        complete(
                Sample.sosreport()
                    .commandFrom("ps auxwwwm", "processes/ps-auxwwwm")
                    .commandFrom(WITH_START, "processes/ps-axo-flags")
                    .commandFrom(WITH_GROUP, "processes/ps-axo-comm"))
            .get(1);

    assertThat(work.command()).isEqualTo("tmux: server");
    assertThat(work.arguments()).isEqualTo("/usr/bin/python3 /opt/work.py --name a b");
    assertThat(work.ppid()).isEqualTo(4829);
    assertThat(work.uid()).isZero();
    assertThat(work.start()).isEqualTo(Instant.parse("2026-11-22T13:26:07Z"));
  }

  @Test
  void aProcessIdThatWasUsedAgainCompletesNothing() {
    var sleep =
        complete(
                Sample.sosreport()
                    .command("ps aux", "USER PID %CPU COMMAND\nnobody 4836 0.0 another one\n")
                    .commandFrom("ps alxwww", "processes/ps-alxwww"))
            .getFirst();

    assertThat(sleep.ppid()).isNull();
  }

  @Test
  void namesWithSpacesAreReadWhereOtherColumnsFollow() {
    assertThat(complete(Sample.sosreport().commandFrom(WITH_GROUP, "processes/ps-axo-comm")))
        .extracting(
            HostProcess::pid, HostProcess::ppid, HostProcess::command, HostProcess::arguments)
        .containsExactly(
            tuple(2, 0, "kthreadd", null),
            tuple(4835, 4829, "tmux: server", null),
            tuple(4836, 4829, "sleep", null),
            tuple(4880, 4835, "tmux: server", null));
  }

  @Test
  void procTellsEveryColumn() {
    var sample =
        Sample.root()
            .file("/proc/stat", "cpu 1 2 3\nbtime 1795349548\n")
            .file("/proc/meminfo", "MemTotal: 1456000 kB\nMemFree: 1 kB\n")
            .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n")
            .command("date", "Sun Nov 22 13:27:28 UTC 2026\n")
            .file(
                "/proc/4835/cgroup", "4:memory:/other\n1:name=systemd:/system.slice/work.service\n")
            .fileFrom("/proc/self/stat", "processes/proc/4835/stat");
    for (var pid : List.of("2", "4835", "4836", "4880")) {
      for (var file : List.of("stat", "status", "cmdline")) {
        sample.fileFrom("/proc/" + pid + "/" + file, "processes/proc/" + pid + "/" + file);
      }
    }
    var processes = complete(sample);

    assertThat(processes)
        .extracting(HostProcess::pid, HostProcess::user, HostProcess::state)
        .containsExactly(
            tuple(2, "root", "S"),
            tuple(4835, "root", "S"),
            tuple(4836, "nobody", "S"),
            tuple(4880, "root", "Z"));
    assertThat(processes.get(1))
        .isEqualTo(
            new HostProcess(
                4835,
                4829,
                "root",
                0L,
                "tmux: server",
                "/usr/bin/python3 /opt/work.py --name a b",
                "S",
                Instant.parse("2026-11-22T13:26:07.790Z"),
                0.1,
                1.0,
                14560L * 1024,
                165540L * 1024,
                3,
                "/system.slice/work.service"));
    assertThat(processes.getFirst().arguments()).isEqualTo("[kthreadd]");
    assertThat(processes.getFirst().rssBytes()).isZero();
  }

  @Test
  void statusAloneIsAView() {
    var work =
        complete(
                Sample.sosreport()
                    .fileFrom("/proc/4835/status", "processes/proc/4835/status")
                    .file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n"))
            .getFirst();

    assertThat(work.command()).isEqualTo("tmux: server");
    assertThat(work.user()).isEqualTo("root");
    assertThat(work.ppid()).isEqualTo(4829);
    assertThat(work.threads()).isEqualTo(3);
    assertThat(work.arguments()).isNull();
  }

  @Test
  void theNameIsTheProgramsBaseNameAtMostAsLongAsTheKernelKeeps() {
    assertThat(PsListing.nameIn("/usr/sbin/sshd -D")).isEqualTo("sshd");
    assertThat(PsListing.nameIn("sshd: root@pts/0")).isEqualTo("sshd");
    assertThat(PsListing.nameIn("-bash")).isEqualTo("bash");
    assertThat(PsListing.nameIn("[kworker/0:1H-kblockd]")).isEqualTo("kworker/0:1H-kblockd");
    assertThat(PsListing.nameIn("/usr/bin/containerd-shim-runc-v2 -namespace k8s.io"))
        .isEqualTo("containerd-shim");
    assertThat(PsListing.nameIn("")).isEmpty();
  }

  @Test
  void aLineCutInTheMiddleIsRejected() {
    var processes =
        Sample.root()
            .command("ps aux", "USER PID %CPU COMMAND\nroot 1 0.0 /sbin/init\nroot 99")
            .read(HostProcess.TABLE);

    assertThat(processes.rows()).hasSize(1);
    assertThat(processes.coverage().reason()).contains("1 line(s)");
  }

  @Test
  void aListingOfChosenColumnsIsRead() {
    var process =
        Sample.insights()
            .command(
                "ps -eo pid,ppid,nlwp,args",
                "    PID  PPID NLWP COMMAND\n      1     0    1 /usr/lib/systemd/systemd --system\n")
            .read(HostProcess.TABLE)
            .only();
    assertThat(process.ppid()).isZero();
    assertThat(process.threads()).isEqualTo(1);
    assertThat(process.arguments()).isEqualTo("/usr/lib/systemd/systemd --system");
  }

  @Test
  void aDeadProcessKeepsItsNameWhateverTheListingPutsAroundIt() {
    var whole = "root     29570  0.0  0.0      0     0 ?        Z    Feb02   0:00 ";
    var heading = "USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n";
    var read =
        Sample.sosreport()
            .command("ps aux", heading + whole + "[falcon-sensor] <defunct>\n")
            .command("ps auxcww", heading + whole + "falcon-sensor <defunct>\n")
            .read(HostProcess.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.only().command()).isEqualTo("falcon-sensor");
    assertThat(read.only().arguments()).isEqualTo("[falcon-sensor] <defunct>");
    assertThat(read.only().state()).isEqualTo("Z");
    assertThat(
            Sample.sosreport()
                .command(
                    "ps -eo pid,ppid,comm",
                    "  PID  PPID COMMAND\n    9     1 tmux: server <defunct>\n")
                .read(HostProcess.TABLE)
                .only()
                .command())
        .isEqualTo("tmux: server");
  }
}
