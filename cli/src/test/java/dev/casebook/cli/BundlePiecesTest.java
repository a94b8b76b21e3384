package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pieces of bundles as collectors leave them, each of which was once read wrongly, tell what they
/// should: as a folder, and in an archive, where a link may come before or after what it leads to.
@Tag("integration")
class BundlePiecesTest {

  /// A small source, made by the shell, and what is asked of it.
  enum Piece {
    A_BOND_OF_WHICH_ONLY_A_COUNTER_TELLS(
        "captured; bond proc/net/bonding",
        DIAGNOSE,
        "node1 bond-member-flapping found bond0/e1; node1 bond-not-aggregated clear "),
    THE_SAME_BEHIND_LINKS_TO_THE_COLLECTOR_S_PROCESS(
        "captured; bond proc/77/net/bonding; ln -s 77 proc/self; ln -s self/net proc/net",
        DIAGNOSE,
        "node1 bond-member-flapping found bond0/e1; node1 bond-not-aggregated clear "),
    CONNECTIONS_BEHIND_THOSE_LINKS(
        """
        mkdir -p sos_commands proc/77/net; ln -s 77 proc/self; ln -s self/net proc/net
        for port in 1 2 3; do
          echo "ipv4 2 udp 17 23 src=10.0.0.1 dst=192.0.2.9 sport=$port dport=9 [UNREPLIED]" \
            "src=192.0.2.9 dst=10.0.0.1 sport=9 dport=$port mark=0 use=2"
        done >proc/77/net/nf_conntrack
        """,
        "select protocol, count(*) from connections group by 1",
        "udp,3"),
    A_SYMBOLIC_LINK_AND_A_HARD_LINK(
        """
        mkdir -p sos_commands/host etc usr/lib srv; echo h >srv/name
        ln srv/name sos_commands/host/hostname; echo ID=debian >usr/lib/os-release
        ln -s ../usr/lib/os-release etc/os-release
        """,
        "select name, os_id from hosts",
        "h,debian"),
    A_PATH_THAT_LOOKS_LIKE_A_LOG_S("put support-bundle/x.json '{\"a\": 1}'", DIAGNOSE, ""),
    A_TEXT_THAT_IS_NO_LOG("put notes.txt 'hello world'", DIAGNOSE, ""),
    THE_JOURNAL_OF_ONE_UNIT_THAT_NO_NOTE_ASKS_FOR(
        """
        put sos_commands/snap/journalctl_--no-pager_--unit_cups \
          'May 09 15:05:40 noble cupsd[7]: Started.'
        """,
        DIAGNOSE,
        ""),
    A_JOURNAL_WITHOUT_ENTRIES(
        """
        put sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet \
          '-- Logs begin at Fri 2022-02-11 18:58:10 UTC, end at Fri 2022-02-11 19:23:41 UTC. --' \
          '-- No entries --'
        """,
        DIAGNOSE,
        ""),
    ONE_LINE_IN_FOUR_LOGS(
        """
        put sos_commands/date/date 'Wed Jun  9 10:00:00 UTC 2021'
        for log in sos_commands/logs/journalctl_--no-pager var/log/kern.log var/log/syslog \
          sos_commands/logs/journalctl_--no-pager_--catalog_--boot; do
          put $log 'Jun  8 10:48:13 h kernel: [1694.6] nf_conntrack: table full, dropping packet'
        done
        """,
        DIAGNOSE + "was full (1 line in",
        "h conntrack-table-full found ; h disk-io-errors clear ;"
            + " h filesystem-turned-read-only clear ; h cpu-soft-lockup clear ;"
            + " h out-of-memory-kill clear ; h task-hung clear ; h too-many-open-files clear ;"
            + " h bond-member-flapping clear ; h memory-cgroup-disabled clear ; h program-segfaults clear "),
    A_LISTING_THAT_TWO_NAMES_FIND(
        "put sos_commands/kernel/lsmod 'Module Size Used by' 'bridge 119560 1' 'stp 12976 1'",
        "select module, count(*) from kernel_modules group by 1 order by 1",
        "bridge,1 stp,1"),
    A_PROCESS_THAT_IS_DEAD(
        """
        put sos_commands/process/ps_aux \
          'USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND' \
          'root     29570  0.0  0.0      0     0 ?        Z    Feb02   0:00 [falcon] <defunct>'
        """,
        "select pid, command, state from processes", "29570,falcon,Z"),
    A_LISTING_OF_CHOSEN_COLUMNS(
        """
        put insights_commands/ps_-eo_pid_ppid_nlwp_args '    PID  PPID NLWP COMMAND' \
          '      1     0    1 /usr/lib/systemd/systemd'
        """,
        "select pid, ppid, command from processes",
        "1,0,systemd"),
    THE_HISTORY_OF_APT(
        """
        put var/log/apt/history.log '' 'Start-Date: 2022-02-04  09:37:05' \
          'Commandline: apt-get install x' 'End-Date: 2022-02-04  09:37:06'
        """,
        "select count(*), count(time) from logs",
        "3,0"),
    A_FOOTER_WITHOUT_A_BLANK_LINE(
        """
        put sos_commands/systemd/systemctl_list-unit-files 'UNIT FILE   STATE' \
          'kdump.service enabled' '1 unit file listed.'
        """,
        "select unit, state from unit_files",
        "kdump.service,enabled"),
    A_PACKAGE_ON_HOLD_AND_ONE_REMOVED(
        """
        put sos_commands/dpkg/dpkg_-l 'Desired=Unknown/Install/Remove/Purge/Hold' \
          '||/ Name Version Architecture Description' '+++-====-=======-============-=====' \
          'hi  kubelet  1.23.3  amd64  k' 'rc  old  1.0  amd64  removed'
        """,
        "select name, version from packages",
        "kubelet,1.23.3"),
    A_CONTAINER_S_LINE_IN_KLOG_S_FORM(
        """
        put var/log/pods/kube-system_coredns_1/coredns/0.log \
          '2022-02-11T19:00:01.123456789Z stderr F E0211 19:00:01.123456 1 a.go:138] Failed to watch'
        """,
        "select time, level, message from logs",
        "2022-02-11T19:00:01.123456,err,Failed to watch"),
    OPEN_VSWITCH_S_LINES(
        """
        put var/log/openvswitch/ovs-vswitchd.log \
          '2022-02-10T00:00:01.174Z|00035|connmgr|WARN|br-int: 1 flow_mods' \
          '2022-02-10T00:00:01.174Z|00036|bridge|ERR|bad thing'
        """,
        "select level, message from logs",
        "warning,br-int: 1 flow_mods err,bad thing"),
    A_RELEASE_WITHOUT_A_BLANK(
        "put etc/redhat-release 'Red Hat Enterprise Linux Server release 6.10(Santiago)'",
        "select os_id, os_version from hosts",
        "rhel,6.10"),
    AN_UNREACHABLE_ROUTE(
        """
        put sos_commands/networking/ip_route_show_table_all 'default via 10.0.0.1 dev eth0' \
          'unreachable default dev lo  table unspec  proto kernel  metric 4294967295  error -101'
        """,
        "select family, kind, metric from routes",
        "ipv4,unicast, ipv6,unreachable,4294967295"),
    A_TIME_OF_INSTALLATION_WITH_A_ZONE_S_NAME(
        """
        put insights_commands/rpm_-qa_--qf_x '{"name": "bash","version": "4.2.46",\
        "epoch": "(none)","release": "19.el7","arch": "x86_64",\
        "installtime": "Fri 06 May 2016 03:52:13 PM EDT"}'
        """,
        "select name, installed_at from packages",
        "bash,2016-05-06T19:52:13"),
    A_BLOCK_WITHOUT_AN_ID(
        """
        put sos_commands/systemd/systemctl_show_service_--all CPUAccounting=no \
          Names=test1.service SubState=dead UnitFileState=static
        """,
        "select unit, sub from units",
        "test1.service,deadcasebook: incomplete: units of SOURCE:"
            + " sos/sos_commands/systemd/systemctl_show_service_--all lists only services\n");

    private final String script;
    private final String question;
    private final String told;

    Piece(String script, String question, String told) {
      this.script = script;
      this.question = question;
      this.told = told;
    }

    String answer(Path source) {
      if (!question.startsWith(DIAGNOSE)) {
        var launch = Launch.of("sql", "--format", "csv", question, source.toString());
        return launch.output().lines().skip(1).collect(Collectors.joining(" ")) + launch.errors();
      }
      var json = Launch.of("diagnose", "--json", source.toString()).output();
      assertThat(json).contains(question.substring(DIAGNOSE.length()));
      return VERDICT
          .matcher(json)
          .results()
          .map(verdict ->
              String.join(
                  " ", verdict.group(2), verdict.group(1), verdict.group(3), verdict.group(4)))
          .collect(Collectors.joining("; "));
    }
  }

  private static final String DIAGNOSE = "diagnose: ";

  /// Verdicts that say something of the host: what lacks evidence is left out.
  private static final Pattern VERDICT =
      Pattern.compile(
          "\"note\":\"([^\"]+)\",\"foreign\":false,\"source\":\"[^\"]*\",\"host\":\"([^\"]*)\"[^{}\\[\\]]*?"
              + "\"outcome\":\"(found|clear)\",\"severity\":\"[^\"]*\",\"subject\":\"([^\"]*)\"");

  /// `put FILE LINE…` writes a file; `captured` says when a host was looked at that had started
  /// half a minute before; `bond FOLDER` puts a bond there, a member of which lost its link often.
  private static final String WORDS =
      """
      set -e
      put() {
        mkdir -p "$(dirname "$1")"; file=$1; shift; printf '%s\\n' "$@" >"$file"
      }
      captured() {
        put sos_commands/date/date 'Sun Nov 22 13:09:24 UTC 2026'
        put sos_commands/host/hostname node1; put proc/uptime '30.54 21.88'
      }
      bond() {
        put $1/bond0 'Bonding Mode: fault-tolerance (active-backup)' 'MII Status: up' '' \
          'Slave Interface: e0' 'MII Status: up' 'Speed: 10000 Mbps' 'Link Failure Count: 0' '' \
          'Slave Interface: e1' 'MII Status: up' 'Speed: 10000 Mbps' 'Link Failure Count: 14'
      }
      mkdir -p src/sos; cd src/sos
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void isReadAsAFolderAndInAnArchive(Piece piece) throws Exception {
    shell(WORDS + piece.script);
    shell("cd src; tar -cJf ../forwards.tar.xz sos");
    shell("cd src; find sos | sort -r | tar -czf ../backwards.tar.gz --no-recursion -T -");
    for (var source : new String[] {"src", "forwards.tar.xz", "backwards.tar.gz"}) {
      var path = folder.resolve(source);
      assertThat(piece.answer(path))
          .as(source)
          .isEqualTo(piece.told.replace("SOURCE", path.toString()));
    }
  }

  private void shell(String script) throws Exception {
    var shell = new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).inheritIO();
    var process = shell.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(script).isZero();
  }
}
