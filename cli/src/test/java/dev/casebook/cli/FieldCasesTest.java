package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people pasted in public threads, with names replaced: the right notes find it, under the
/// right host and subject, and no other note does.
class FieldCasesTest {

  private static final Path CASES = Launch.ROOT.resolve("cli/src/test/resources/field");

  private static final Pattern FOUND =
      Pattern.compile(
          "^([^\"]+)\",\"foreign\":false,\"source\":\"[^\"]*\",\"host\":\"([^\"]*)\".*?"
              + "\"outcome\":\"(found|clear|no_evidence)\",\"severity\":\"[^\"]*\",\"subject\":\"([^\"]*)\"");

  private static final Pattern SUPPORTED =
      Pattern.compile("\"hypothesis\":\"([^\"]*)\",\"outcome\":\"supported\"");

  @TempDir private Path folder = Path.of("");

  /// Each as one file, as standard input and in a folder; a host that nothing names is `-`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "01-crl-expired-messages | 1 | h31 certificate-expired clear, but: The revocation list "
            + "is out of date, and not a certificate; h31 openvpn-crl-expired has expired; h31 "
            + "openvpn-crl-not-enforced clear, but: The revocation list has expired or is not "
            + "valid yet",
        "04-opnsense-cannot-read-from-file | 1 | - openvpn-crl-not-enforced "
            + "/var/etc/openvpn/server8.crl-verify",
        "07-vyos-crl-not-yet-valid | 1 | r14 certificate-expired clear, but: The revocation "
            + "list is out of date, and not a certificate; r14 openvpn-crl-expired is not yet "
            + "valid; r14 "
            + "openvpn-crl-not-enforced clear, but: The revocation list has expired or is not "
            + "valid yet",
        "101-ansi-compose | 1 | - openvpn-missing-iroute 192.168.1.7",
        "111-rate-limited | 1 | myhost conntrack-table-full",
        "115-account-logs | 2 |",
        "116-repeated-tally | 1 | myhost login-locked-by-faillock clear, but: One address"
            + " goes on failing; myhost ssh-locked-by-pam-tally2 app",
        "12-openvpn3-events | 1 | - certificate-expired /CN=server",
        "120-crl-angristan-notime | 1 | - certificate-expired no evidence, but: The revocation "
            + "list is out of date, and not a certificate; - openvpn-crl-expired has expired; - "
            + "openvpn-crl-not-enforced no evidence, but: The revocation list has expired or is"
            + " not valid yet",
        "122-loghost-bond | 1 | web3 conntrack-table-full; web4 openvpn-missing-iroute "
            + "192.168.7.5",
        "124-crl-zero-loaded | 1 | - openvpn-crl-expired clear, but: OpenVPN has no "
            + "revocation list loaded; - openvpn-crl-not-enforced crl.pem",
        "13-easyrsa-txtdb | 1 | - pki-duplicate-common-name server.example.com",
        "130-syslog-shapes | 1 | - conntrack-table-full",
        "131-pam-tally2-counter-no-pam | 2 |",
        "132-runc1844-kubelet | 1 | node1 docker-stats-third-cpuacct-field; node1 "
            + "memory-cgroup-disabled no evidence, but: It is cpuacct.stat that is refused, so "
            + "that no container has any figures",
        "134-host-shapes | 1 | - conntrack-table-full; 192.0.2.5 conntrack-table-full; "
            + "2001:db8::1 conntrack-table-full; host conntrack-table-full; host_1.example "
            + "conntrack-table-full",
        "135-glibc-abi-dt-relr | 1 | - binary-needs-newer-glibc ./app",
        "136-glibc-shapes | 1 | h binary-needs-newer-glibc /opt/a; h "
            + "binary-needs-newer-glibc /opt/b; h binary-needs-newer-glibc /opt/c; h "
            + "binary-needs-newer-glibc /opt/d; h binary-needs-newer-glibc /opt/e; h "
            + "binary-needs-newer-glibc /opt/f; h binary-needs-newer-glibc /opt/with space/g; h"
            + " binary-needs-newer-glibc /usr/lib/python3/x.so; h program-built-for-musl no "
            + "evidence, but: The program wants a newer glibc",
        "139-authfailed | 0 |",
        "144-bond-no-aggregator | 1 | - bond-not-aggregated bond0",
        "146-docker-jsonfile-openvpn | 1 | - openvpn-crl-expired clear, but: OpenVPN has "
            + "no revocation list loaded; - openvpn-crl-not-enforced /etc/openvpn/crl.pem; - "
            + "openvpn-missing-iroute 192.168.5.5",
        "147-pods-openvpn | 1 | - openvpn-crl-expired clear, but: OpenVPN has no "
            + "revocation list loaded; - openvpn-crl-not-enforced",
        "152-docker-json-suppress | 1 | - openvpn-crl-not-enforced /etc/openvpn/crl.pem; "
            + "- openvpn-missing-iroute 192.168.5.5",
        "153-journal-json-openvpn | 1 | vpn1 binary-needs-newer-glibc ./app; vpn1 "
            + "bond-member-flapping bond0/eth1; vpn1 bond-member-flapping bond0/eth2; vpn1 "
            + "login-locked-by-faillock clear, but: The log shows pam_tally2 at work, whose "
            + "lock may never end; vpn1 openvpn-crl-not-enforced /etc/openvpn/crl.pem; vpn1 "
            + "openvpn-missing-iroute 192.168.5.5; vpn1 openvpn-missing-iroute 192.168.6.5; "
            + "vpn1 pppd-pid-overflow; vpn1 program-built-for-musl no evidence, but: The "
            + "program wants a newer glibc; vpn1 ssh-locked-by-pam-tally2 app; vpn1 "
            + "ssh-logind-timeout",
        "154-etcd-docker-json | 1 | - etcd-member-corrupt; - etcd-members-disagree",
        "154b-etcd-docker-json-stdin | 1 | - etcd-member-corrupt; - etcd-members-disagree",
        "158-journal-json-bytes | 1 | m1 binary-needs-newer-glibc ./app; m1 "
            + "conntrack-table-full; m1 pppd-pid-overflow; m1 program-built-for-musl no "
            + "evidence, but: The program wants a newer glibc",
        "162-iso-journal-iso-precise | 1 | h1 bond-member-flapping bond0/eth1",
        "25-glibc-goverlay-noquotes | 1 | - binary-needs-newer-glibc ./goverlay",
        "29-etcd-space-kubelet | 1 | - etcd-filled-by-one-resource no evidence, but: "
            + "Requests are refused for want of space; - etcd-refuses-writes",
        "31-k3s-json-in-syslog | 1 | node1 etcd-filled-by-one-resource no evidence, but: "
            + "etcd has raised the alarm NOSPACE; node1 etcd-refuses-writes",
        "34-bond-coreos-2515 | 1 | - bond-member-flapping bond0/eno50",
        "35-bond-coreos-2065-updelay | 0 | - bond-member-flapping clear, but: A link goes"
            + " down and is given the down delay to come back",
        "36-kola-no-host | 1 | - bond-member-flapping bond0/enp0s20f0",
        "37-sonic-syslog | 1 | str-s6100-acs-4 conntrack-table-full",
        "38-ovs-bond | 2 |",
        "39-dentos-prefix | 1 | - bond-member-flapping bond1/swp2",
        "42-etcd-flock-wait | 1 | - etcd-file-locked-by-running-etcd "
            + "/var/etcd/data/new.etcd/member/snap/db",
        "51-newyear-stdin | 1 | h1 bond-member-flapping bond0/eth1",
        "52-two-years | 2 |",
        "54-openwrt-logread-year | 1 | - conntrack-table-full; - openvpn-missing-iroute "
            + "192.0.2.5",
        "56-docker-compose-prefix | 1 | - openvpn-missing-iroute 192.168.1.7; - "
            + "openvpn-missing-iroute 192.168.2.7",
        "62-sssd-logs | 2 |",
        "63-freeradius-pi | 2 |",
        "69-ovpn-forum-redacted | 1 | - openvpn-missing-iroute 192.168.1.101; - "
            + "openvpn-missing-iroute 192.168.1.102; - openvpn-missing-iroute 192.168.1.x",
        "71-turnkey-getinst | 0 | - openvpn-crl-not-enforced clear, but: No configuration"
            + " names a revocation list",
        "72-pfsense-cli | 1 | - openvpn-missing-iroute 192.0.2.7; opnsense.localdomain "
            + "openvpn-missing-iroute 192.0.2.6; pfsense openvpn-missing-iroute 192.0.2.5",
        "74-ovpn-machine-readable | 1 | - openvpn-crl-not-enforced; - "
            + "openvpn-missing-iroute 192.0.2.5",
        "80-journal-export | 1 | h1 conntrack-table-full",
        "93-utf16le-bom-crlf | 1 | h1 conntrack-table-full",
        "96-utf8-bom | 1 | h1 conntrack-table-full",
        "99-ansi-dmesg | 1 | - conntrack-table-full"
      })
  void everyCaseSaysWhatIsRight(String name, int status, @Nullable String told) throws IOException {
    var folderOfCase = CASES.resolve(name);
    var log = folderOfCase.resolve("in.log");
    var right = status + " " + (told == null ? "" : told);
    assertThat(diagnose("", folderOfCase)).isEqualTo(right);
    if (Files.exists(log)) {
      assertThat(diagnose("", log)).as("one file").isEqualTo(right);
      assertThat(diagnose("-", log)).as("standard input").isEqualTo(right);
    }
  }

  @Test
  void everyCaseIsInTheTable() throws Exception {
    var table =
        FieldCasesTest.class
            .getDeclaredMethod("everyCaseSaysWhatIsRight", String.class, int.class, String.class)
            .getAnnotation(CsvSource.class);
    var named = Stream.of(table.value()).map(line -> line.substring(0, line.indexOf(' ')));
    try (var folders = Files.list(CASES)) {
      assertThat(named.toList())
          .containsExactlyInAnyOrderElementsOf(
              folders.map(folder -> folder.getFileName().toString()).toList());
    }
  }

  /// Of more hits than are kept nothing is concluded from those that were left out: the one user
  /// who is locked out logs in after a hundred and fifty thousand logins of another.
  @Test
  void aLoginAfterVeryManyIsNotMissed() throws IOException {
    var log = new StringBuilder();
    for (int i = 0; i < 150_000; i++) {
      log.append(
          "Nov 22 10:00:00 h1 sshd[7]: Accepted password for bob from 192.0.2.1 port 22 ssh2\n");
    }
    log.append(
            "Nov 22 10:00:01 h1 sshd[8]: pam_tally2(sshd:auth): user app (1001) tally 9, deny 5\n")
        .append(
            "Nov 22 10:00:02 h1 sshd[9]: Accepted password for app from 192.0.2.1 port 22 ssh2\n");
    var host = Files.createDirectories(folder.resolve("host/var/log"));
    Files.writeString(host.resolve("auth.log"), log);
    assertThat(diagnose("", folder.resolve("host"))).startsWith("2 ");
  }

  private static String diagnose(String input, Path source) throws IOException {
    var output = new ByteArrayOutputStream();
    var out = new PrintStream(output, true, StandardCharsets.UTF_8);
    byte[] bytes = input.isEmpty() ? new byte[0] : Files.readAllBytes(source);
    int status =
        Launch.run(
            new ByteArrayInputStream(bytes),
            out,
            out,
            Launch.ROOT,
            Style.plain(),
            "diagnose",
            "--json",
            input.isEmpty() ? source.toString() : input);
    var told = new TreeSet<String>();
    for (var verdict : output.toString(StandardCharsets.UTF_8).split("\\{\"note\":\"")) {
      var match = FOUND.matcher(verdict);
      if (!match.find()) {
        continue;
      }
      var host = match.group(2);
      boolean isTold = !host.equals("localhost") && !source.endsWith(host);
      var about = (isTold ? host : "-") + " " + match.group(1) + " ";
      if (match.group(3).equals("found")) {
        told.add((about + match.group(4)).strip());
      } else {
        SUPPORTED
            .matcher(verdict)
            .results()
            .forEach(
                r -> told.add(about + match.group(3).replace('_', ' ') + ", but: " + r.group(1)));
      }
    }
    return status + " " + String.join("; ", told);
  }
}
