package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.SourceAccount;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Suppressed;
import dev.casebook.verdicts.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Diagnoses that tests print.
final class Diagnoses {

  private static final SnapshotLabel WEB1 = new SnapshotLabel("this host", "web1", "", null);
  private static final SnapshotLabel VPN1 =
      new SnapshotLabel(
          "sosreport-vpn1.tar.xz",
          "vpn1.example.org",
          "sosreport-vpn1",
          Instant.parse("2026-11-22T14:00:00Z"));

  private Diagnoses() {}

  /// Two sources, findings of three severities, and everything that can go wrong beside them.
  static Diagnosis full() {
    return new Diagnosis(
        List.of(
            new SourceAccount(
                "sosreport-vpn1.tar.xz",
                "sosreport",
                List.of(VPN1),
                List.of(
                    "etc/../../passwd lies outside of the archive and is skipped",
                    "proc/kallsyms: the stream ends early"),
                true,
                false),
            new SourceAccount(
                "this host",
                "live host",
                List.of(WEB1),
                List.of(
                    "/etc/shadow: permission denied",
                    "/var/log/audit: permission denied",
                    "/proc/1/io: permission denied"),
                false,
                false),
            new SourceAccount(
                "/nowhere",
                "",
                List.of(),
                List.of("/nowhere: no such file or folder"),
                false,
                true)),
        List.of(
            bond(),
            iroute(),
            explained(),
            new Verdict.Clear(
                label("conntrack-table-full", Severity.HIGH), WEB1, List.of(), List.of()),
            new Verdict.NotApplicable(label("docker-stats", Severity.LOW), WEB1),
            noEvidence(
                "ssh-logind-timeout", "logs: /var/log/secure can't be read: permission denied"),
            noEvidence("pppd-pid-overflow", "signal.died: no log with lines of pppd"),
            new Verdict.Failed(
                label("endless", Severity.LOW), WEB1, "it did not end within its time")));
  }

  /// The same host in two bundles, and a finding that someone lives with.
  static Diagnosis twice() {
    var before = new SnapshotLabel("before.tar.xz", "web1", "", null);
    var after = new SnapshotLabel("after.tar.xz", "web1", "", null);
    return new Diagnosis(
        List.of(account(before), account(after)),
        List.of(
            new Verdict.Failed(label("endless", Severity.LOW), before, "it did not end"),
            disk(after, "/var")),
        List.of(
            new Suppressed(
                disk(before, "/srv"), "a new disk is ordered", LocalDate.of(2026, 12, 31))));
  }

  private static SourceAccount account(SnapshotLabel snapshot) {
    return new SourceAccount(
        snapshot.source(), "sosreport", List.of(snapshot), List.of(), false, false);
  }

  private static Verdict.Finding disk(SnapshotLabel snapshot, String mount) {
    return new Verdict.Finding(
        label("disk-full", Severity.HIGH),
        snapshot,
        mount,
        1,
        mount + " is full.",
        List.of(new Evidence("df:2", "/dev/sda1 100% " + mount)),
        1,
        List.of(),
        "",
        "",
        List.of(),
        "");
  }

  /// One note that is clear on each of these.
  static Diagnosis clear(SnapshotLabel... snapshots) {
    return new Diagnosis(
        List.of(new SourceAccount("all.tar", "root", List.of(snapshots), List.of(), false, false)),
        Stream.of(snapshots)
            .<Verdict>map(each ->
                new Verdict.Clear(label("disk-full", Severity.HIGH), each, List.of(), List.of()))
            .toList());
  }

  /// No finding, and yet something to tell of both notes.
  static Diagnosis worthALook() {
    var walk =
        List.of(
            Step.supported(
                Step.Kind.CAUSE, "A log grows", List.of(new Evidence("messages:7", "it grows"))),
            Step.ruledOut(Step.Kind.RIVAL, "A file is held", List.of(), List.of()),
            Step.supported(Step.Kind.RIVAL, "An inode is gone", List.of()));
    return new Diagnosis(
        List.of(account(WEB1)),
        List.of(
            new Verdict.Clear(label("disk-full", Severity.HIGH), WEB1, List.of(), walk),
            new Verdict.NoEvidence(
                label("iroute", Severity.HIGH),
                WEB1,
                List.of(),
                List.of("openvpn_routes: looked for /run/openvpn/*.status"),
                List.of(new Evidence("openvpn.log:9", "get_instance")))));
  }

  /// One note with this many findings on one host, of which so many are shown.
  static Diagnosis subjects(int shown, int all, String remedy) {
    return new Diagnosis(
        List.of(account(WEB1)),
        IntStream.range(0, shown)
            .<Verdict>mapToObj(i -> {
              var mount = "/mnt/" + i;
              return new Verdict.Finding(
                  label("disk-full", Severity.HIGH),
                  WEB1,
                  mount,
                  all,
                  mount + " is full.",
                  List.of(new Evidence("df:" + i, mount), new Evidence("df:" + i, "again")),
                  2,
                  List.of(),
                  "It grew.",
                  "```sh\n" + remedy.formatted(mount) + "\n```",
                  List.of(),
                  "");
            })
            .toList());
  }

  static Diagnosis healthy() {
    return new Diagnosis(
        List.of(
            new SourceAccount(
                "/srv/web1",
                "root folder",
                List.of(new SnapshotLabel("/srv/web1", "web1", "", null)),
                List.of(),
                false,
                false)),
        List.of(
            new Verdict.Clear(
                label("bond-member-flapping", Severity.LOW),
                new SnapshotLabel("/srv/web1", "web1", "", null),
                List.of("the kernel says so"),
                List.of())));
  }

  /// One finding, every text of which is this one.
  static Diagnosis saying(String text) {
    var label = new NoteLabel(text, text, Severity.HIGH, true, false);
    var finding =
        new Verdict.Finding(
            label,
            new SnapshotLabel(text, text, text, null),
            text,
            1,
            text,
            List.of(new Evidence(text, text)),
            9,
            List.of(
                Step.unknown(Step.Kind.RIVAL, text, List.of(text, text, text)),
                Step.ruledOut(Step.Kind.CAUSE, text, List.of(), List.of(text, text, text))),
            text,
            "Run\n\n```sh\n" + text + "\n```\n",
            List.of(text),
            "");
    return new Diagnosis(
        List.of(
            new SourceAccount(
                text,
                text,
                List.of(new SnapshotLabel(text, text, text, null)),
                Collections.nCopies(12, text),
                false,
                false),
            new SourceAccount(text, text, List.of(), List.of(text), false, true)),
        List.of(
            finding,
            finding.explainedBy(text),
            new Verdict.Failed(label, new SnapshotLabel(text, text, text, null), text),
            new Verdict.NoEvidence(
                label,
                new SnapshotLabel(text, text, text, null),
                List.of(),
                List.of(text),
                List.of()),
            new Verdict.NoEvidence(
                label,
                new SnapshotLabel(text, text, text, null),
                List.of(Step.supported(Step.Kind.CAUSE, text, List.of(new Evidence(text, text)))),
                List.of(text),
                List.of(new Evidence(text, text)))));
  }

  private static NoteLabel label(String id, Severity severity) {
    return new NoteLabel(id, "Title of " + id, severity, false, false);
  }

  private static Verdict noEvidence(String id, String missing) {
    return new Verdict.NoEvidence(
        label(id, Severity.LOW), WEB1, List.of(), List.of(missing), List.of());
  }

  private static Verdict.Finding iroute() {
    return new Verdict.Finding(
        new NoteLabel(
            "openvpn-missing-iroute",
            "OpenVPN drops a subnet behind a client that has no iroute",
            Severity.HIGH,
            false,
            false),
        VPN1,
        "203.0.113.0/24",
        1,
        "203.0.113.0/24 lies behind client branch, but no iroute in its ccd file covers it.",
        List.of(
            new Evidence(
                "var/log/openvpn.log:81",
                "2026-11-22 13:15:41 us=335213 branch/198.51.100.2:44219 MULTI: bad source address"
                    + " from client [203.0.113.7], packet dropped"),
            new Evidence(
                "commands/ip_route:3", "203.0.113.0/24  via   10.8.0.2 dev tun0   metric 50")),
        14,
        List.of(
            Step.unknown(
                Step.Kind.RIVAL,
                "A firewall on the server drops the packets",
                List.of(
                    "rules: looked for iptables-save, nft list ruleset, /proc/net/ip_tables_names,"
                        + " /etc/nftables.conf, /etc/sysconfig/iptables, /etc/iptables/rules.v4;"
                        + " commands/iptables-save is empty")),
            Step.ruledOut(
                Step.Kind.RIVAL,
                "The server does not forward packets",
                List.of(new Evidence("proc/sys/net/ipv4/ip_forward:1", "1")),
                List.of()),
            Step.ruledOut(
                Step.Kind.RIVAL,
                "The client's certificate is revoked",
                List.of(),
                List.of(
                    "no hit of revoked in var/log/openvpn.log", "no rows of crls in etc/openvpn")),
            Step.supported(
                Step.Kind.CAUSE,
                "OpenVPN has no route of its own to a network that the kernel sends it",
                List.of(new Evidence("commands/ip_route:3", "203.0.113.0/24")))),
        """
        A packet to a network behind a client is routed twice: by the kernel, which has the `route`
        of the server's configuration, and by OpenVPN, which needs an `iroute`.

        Two kinds of packets are dropped:
        - those from a network that no `iroute` of the client covers, with a line in the log from
          `verb 4` on
        - those to it, below `verb 7` without a word
        """,
        """
        Add the line to the client's file:

        ```sh
        printf '%s\\n' 'iroute 203.0.113.0 255.255.255.0' >> '/etc/openvpn/server/client-config-dir/branch'
        systemctl restart openvpn-server@server.service
        ```

        Where many clients lack theirs:

        ```sh
        cat > /etc/openvpn/ccd/branch <<'END'
        iroute 203.0.113.0 255.255.255.0
        END
        ```
        """,
        List.of("https://community.openvpn.net/openvpn/wiki/RoutedLans", "openvpn(8): --iroute"),
        "");
  }

  /// A finding in Chinese, with no walk.
  private static Verdict.Finding bond() {
    return new Verdict.Finding(
        new NoteLabel("bond-member-flapping", "绑定接口的成员链路反复断开", Severity.MEDIUM, true, false),
        WEB1,
        "",
        1,
        "绑定接口 bond0 的成员 ens3f0 在一个小时之内断开六次，每次断开都丢失正在传输的数据包，请检查网线、光模块和交换机端口。"
            + " ens3f0 lost its link 6 times.",
        List.of(new Evidence("var/log/messages:7", "3月 26 10:42:19 web1 kernel: bond0: 链路断开")),
        1,
        List.of(),
        "The cable, the transceiver or the port.",
        "Change them one after the other.",
        List.of(),
        "");
  }

  private static Verdict.Finding explained() {
    return new Verdict.Finding(
        label("host-unreachable-over-vpn", Severity.LOW),
        VPN1,
        "203.0.113.0/24",
        1,
        "A host does not answer.",
        List.of(),
        0,
        List.of(),
        "",
        "",
        List.of(),
        "openvpn-missing-iroute");
  }
}
