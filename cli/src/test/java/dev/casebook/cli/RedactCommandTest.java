package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Members;
import dev.casebook.evidence.archive.Member;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook redact` on a host that holds a canary of every kind.
class RedactCommandTest {

  /// What must be nowhere in a copy, whatever the case and however the file is compressed.
  private static final List<String> CANARIES =
      List.of(
          "zebrawing7",
          "quokka-mining",
          "lorikeet9",
          "mfitzwilliam",
          "Marjorie Fitzwilliam",
          "bilby.heron",
          "10.77.31.",
          "10-77-31-",
          "31.77.10",
          "1F4D0A",
          "0a4d1f",
          "198.51.100.77",
          "198.51.100.093",
          "2001:db8:abcd",
          "20010db8abcd",
          "2001:0db8:abcd",
          "2001:DB8:ABCD",
          "52:54:00:ca:fe:42",
          "52-54-00-CA-FE-42",
          "5254.00ca.fe42",
          "5054:ff:feca:fe42",
          "hunter2-canary",
          "Tr0ub4dor&3",
          "sup3rs3cret",
          "MIIEcanary",
          "AKIACANARYCANARYCANA",
          "eyJhbGciOiJIUzI1NiJ9",
          "$6$canarysalt",
          "ghp_canarycanarycanarycanary",
          "static-key-canary",
          "wombatproject",
          "ticket-4711",
          "numbatclient",
          "c0ffee00c0ffee00c0ffee00c0ffee00",
          "czNjcjN0LWNhbmFyeS1wdw==",
          "s3cr3t-canary-pw",
          "AQJjYW5hcnlieXRlc/8=",
          "platypus-node-7",
          "VMware-42-canary-9",
          "欧阳娜娜",
          "\\u6b27\\u9633",
          "\\u6B27\\u9633");

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("etc/hostname", "zebrawing7\n"),
          Map.entry(
              "etc/hosts",
              """
              127.0.0.1 localhost
              10.77.31.5 zebrawing7.quokka-mining.com zebrawing7
              10.77.31.9 db.quokka-mining.com lorikeet9
              """),
          Map.entry("etc/resolv.conf", "search quokka-mining.com\nnameserver 10.77.31.2\n"),
          Map.entry(
              "etc/passwd",
              """
              root:x:0:0:root:/root:/bin/bash
              mfitzwilliam:x:1000:1000:Marjorie Fitzwilliam,,,:/home/mfitzwilliam:/bin/bash
              log:x:1001:1001::/home/log:/bin/sh
              ouyang7:x:1002:1002:欧阳娜娜:/home/ouyang7:/bin/sh
              """),
          Map.entry(
              "etc/shadow", "mfitzwilliam:$6$canarysalt$abcdefghijklmnop:19000:0:99999:7:::\n"),
          Map.entry(
              "var/log/syslog",
              """
              Nov 22 10:00:00 zebrawing7 sshd[1]: Accepted publickey for mfitzwilliam from 198.51.100.77 port 5
              Nov 22 10:00:01 zebrawing7 app[2]: {"msg":"login\\nzebrawing7","to":"bilby.heron@quokka-mining.com"}
              Nov 22 10:00:02 ZEBRAWING7 app[2]: GET http://x.quokka-mining.com/a%2Fzebrawing7?token=sup3rs3cretvalue from 198.51.100.093
              Nov 22 10:00:03 zebrawing7 kernel: IN=eth0 MAC=52:54:00:ca:fe:42:52:54:00:ca:fe:42:08:00 SRC=10.77.31.9 DST=::ffff:10.77.31.5
              Nov 22 10:00:04 zebrawing7 named: 5.31.77.10.in-addr.arpa and 31.77.10.in-addr.arpa, ip-10-77-31-5.ec2.internal
              Nov 22 10:00:05 zebrawing7 app: 2001:0db8:abcd:0000:0000:0000:0000:0005 2001:DB8:ABCD::5 [2001:db8:abcd::5]:443
              Nov 22 10:00:06 zebrawing7 app: \u001b[31mzebrawing7\u001b[0m 主机zebrawing7的 fe80::5054:ff:feca:fe42%eth0 52-54-00-CA-FE-42 5254.00ca.fe42
              Nov 22 10:00:07 zebrawing7 app: pool 10.77.31.100-10.77.31.200 mask 255.255.255.0 openssl 1.1.1.1-5 version 3.0.2.15
              Nov 22 10:00:08 zebrawing7 app: see ticket-4711 of wombatproject
              """),
          Map.entry(
              "etc/app.conf",
              "db_password = hunter2-canary\nurl = postgres://app:Tr0ub4dor&3@lorikeet9/x\n"),
          Map.entry(
              "etc/aws",
              "aws_access_key_id=AKIACANARYCANARYCANA\nauth: Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc\ngit ghp_canarycanarycanarycanary1234\n"),
          Map.entry(
              "etc/openvpn/key.pem",
              "-----BEGIN PRIVATE KEY-----\nMIIEcanaryAAAA\n-----END PRIVATE KEY-----\n"),
          Map.entry(
              "etc/openvpn/server.conf",
              "<secret>\n-----BEGIN OpenVPN Static key V1-----\n00static0key\n-----END OpenVPN Static key V1-----\n</secret>\n"),
          Map.entry("etc/openvpn/ccd/numbatclient", "iroute 10.77.32.0 255.255.255.0\n"),
          Map.entry(
              "proc/net/route",
              "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t001F4D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"),
          Map.entry(
              "proc/net/tcp",
              "  sl  local_address rem_address   st\n   0: 051F4D0A:0016 091F4D0A:C350 01\n"),
          Map.entry("proc/net/if_inet6", "20010db8abcd00000000000000000005 02 40 00 80     eth0\n"),
          Map.entry("etc/machine-id", "c0ffee00c0ffee00c0ffee00c0ffee00\n"),
          Map.entry(
              "commands/hostnamectl",
              "      Machine ID: c0ffee00c0ffee00c0ffee00c0ffee00\n Virtualization: kvm\n"),
          Map.entry("commands/dmidecode", "\tSerial Number: VMware-42-canary-9\n\tFamily: x\n"),
          Map.entry(
              "cluster/secrets.yaml",
              """
              items:
              - apiVersion: v1
                data:
                  greeting: c3RheXMtYXMtaXQtaXM=
                kind: ConfigMap
              - apiVersion: v1
                data:
                  whatever: czNjcjN0LWNhbmFyeS1wdw==
                  other: AQJjYW5hcnlieXRlc/8=
                kind: Secret
              - apiVersion: v1
                data:
                  again: c3RheXMtYXMtaXQtaXM=
                kind: ConfigMap
              """),
          Map.entry(
              "cluster/pod.json",
              """
              {"spec":{"nodeName":"platypus-node-7"},"env":"s3cr3t-canary-pw","msg":"to \\u003czebrawing7\\u003e by \\u6b27\\u9633\\u5a1c\\u5a1c or \\u6B27\\u9633\\u5A1C\\u5A1C"}
              platypus-node-7 Ready, 值班欧阳娜娜已登录
              """),
          Map.entry("proc/1/cmdline", "mysqld\0--password=hunter2-canary\0--host\0zebrawing7\0"),
          Map.entry("commands/ip_-br_a_zebrawing7", "eth0 UP 10.77.31.5/24 52:54:00:ca:fe:42\n"));

  private static void write(Path folder) throws IOException {
    for (var file : FILES.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Files.deleteIfExists(folder.resolve("etc/self"));
    Files.createSymbolicLink(folder.resolve("etc/self"), Path.of("/srv/zebrawing7/data"));
    try (var gzip =
        new GZIPOutputStream(
            Files.newOutputStream(folder.resolve("var/log/zebrawing7.log.1.gz")))) {
      gzip.write(
          "Nov 21 10:00:00 zebrawing7 sshd[1]: from 10.77.31.9\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Everything in a copy by its path: contents without compression, targets of links.
  private static Map<String, String> contents(Path copy) throws IOException {
    var all = new TreeMap<String, String>();
    Members.of(copy)
        .each(
            new Members.Visitor() {
              @Override
              public void take(Member member, InputStream content) throws IOException {
                var bytes = new ByteArrayOutputStream();
                (member.path().endsWith(".gz") ? new GZIPInputStream(content) : content)
                    .transferTo(bytes);
                all.put(member.path(), bytes.toString(StandardCharsets.UTF_8) + member.target());
              }

              @Override
              public void refuse(String name, String reason) {
                throw new AssertionError(name + reason);
              }
            });
    return all;
  }

  private static Launch redact(Path folder, String... more) throws IOException {
    write(folder.resolve("bundle"));
    Files.writeString(folder.resolve("words"), "# ours\nWombatProject\n/ticket-\\d+/\n");
    var arguments =
        new ArrayList<>(
            List.of(
                "redact",
                folder.resolve("bundle").toString(),
                "--to",
                folder.resolve("copy.tar").toString(),
                "--mapping",
                folder.resolve("mapping").toString(),
                "--words",
                folder.resolve("words").toString()));
    arguments.addAll(List.of(more));
    return Launch.of(arguments.toArray(String[]::new));
  }

  @Test
  void noCanaryIsLeft(@TempDir Path folder) throws IOException {
    var launch = redact(folder);
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isZero();
    var contents = contents(folder.resolve("copy.tar"));
    assertThat(contents).hasSizeGreaterThan(FILES.size());
    var text =
        contents.entrySet().stream()
            .map(e -> e.getKey() + "\n" + e.getValue())
            .collect(Collectors.joining("\n"));
    assertThat(CANARIES).allSatisfy(canary -> assertThat(text).doesNotContainIgnoringCase(canary));
  }

  @Test
  void whatIsNobodysStays(@TempDir Path folder) throws IOException {
    redact(folder);
    var contents = contents(folder.resolve("copy.tar"));
    assertThat(contents.get("etc/hosts")).contains("127.0.0.1 localhost", ".com");
    assertThat(contents.get("etc/passwd"))
        .contains("root:x:0:0:root:/root:/bin/bash", "log:x:1001");
    assertThat(contents.get("var/log/syslog"))
        .contains(
            "255.255.255.0",
            "openssl 1.1.1.1-5",
            "version 3.0.2.15",
            "%eth0",
            "in-addr.arpa",
            "ip-");
    assertThat(contents.get("cluster/secrets.yaml"))
        .contains("greeting: c3RheXMtYXMtaXQtaXM=", "again: c3RheXMtYXMtaXQtaXM=");
    assertThat(contents.get("cluster/pod.json"))
        .contains("u003chost-", "值班name-", "已登录", "by name-");
  }

  @Test
  void whoLiesInWhichNetworkStays(@TempDir Path folder) throws IOException {
    redact(folder);
    var contents = contents(folder.resolve("copy.tar"));
    var own =
        String.valueOf(contents.get("etc/hosts"))
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow()
            .split(" ")[0];
    var network = own.substring(0, own.lastIndexOf('.') + 1);
    assertThat(network).startsWith("10.").isNotEqualTo("10.77.31.");
    var log = String.valueOf(contents.get("var/log/syslog"));
    assertThat(log).contains("::ffff:" + own, "ip-" + own.replace('.', '-'));
    assertThat(log).containsPattern("pool " + network + "\\d+-" + network + "\\d+");
    assertThat(contents.get("proc/net/tcp")).contains(hostOrder(own));
  }

  private static String hostOrder(String address) {
    var octets = List.of(address.split("\\.")).reversed();
    return octets.stream()
        .map(octet -> "%02X".formatted(Integer.parseInt(octet)))
        .collect(Collectors.joining());
  }

  @Test
  void theSameNameHasTheSameTokenInBundlesThatShareAMapping(@TempDir Path folder)
      throws IOException {
    redact(folder);
    var first = contents(folder.resolve("copy.tar")).get("etc/hostname");
    Files.delete(folder.resolve("copy.tar"));
    Launch.of(
        "redact",
        folder.resolve("bundle").toString(),
        "--to",
        folder.resolve("again.tar.gz").toString(),
        "--mapping",
        folder.resolve("mapping").toString());
    assertThat(contents(folder.resolve("again.tar.gz")).get("etc/hostname")).isEqualTo(first);
  }

  @Test
  void copyAndMappingAreForTheirOwnerAlone(@TempDir Path folder) throws IOException {
    redact(folder);
    for (var name : List.of("copy.tar", "mapping")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(folder.resolve("mapping"))).contains("host\tzebrawing7\thost-");
  }

  @Test
  void whatIsNoTextIsLeftOutAndSaidOrKept(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bundle"));
    Files.write(folder.resolve("bundle/core"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0});
    var launch = redact(folder);
    assertThat(launch.errors()).contains("left out: core");
    assertThat(contents(folder.resolve("copy.tar"))).doesNotContainKey("core");
    Files.delete(folder.resolve("copy.tar"));
    assertThat(redact(folder, "--keep").errors()).contains("kept as it is: core");
    assertThat(contents(folder.resolve("copy.tar"))).containsKey("core");
  }

  /// A question for a name, of one machine of the bundle to another.
  private static final String QUESTION =
      "d4c3b2a1020004000000000000000000000004000100000001000000000000005800000058000000"
          + "525400cafe43525400cafe4208004500004a00010000401128020a4d1f050a4d1f02c35000350036"
          + "00000007010000010000000000000a7a6562726177696e67370d71756f6b6b612d6d696e696e6703"
          + "636f6d0000010001";

  @Test
  void aCaptureHasTheAddressesAndNamesOfTheTextsBesideIt(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("bundle"));
    Files.write(folder.resolve("bundle/eth0.pcap"), HexFormat.of().parseHex(QUESTION));
    assertThat(redact(folder).errors()).isEmpty();
    var copy = new ArrayList<byte[]>();
    Members.of(folder.resolve("copy.tar"))
        .each(
            new Members.Visitor() {
              @Override
              public void take(Member member, InputStream content) throws IOException {
                if (member.path().equals("eth0.pcap")) {
                  copy.add(content.readAllBytes());
                }
              }

              @Override
              public void refuse(String name, String reason) {
                throw new AssertionError(name + reason);
              }
            });
    var hex = HexFormat.of().formatHex(copy.getFirst());
    assertThat(hex)
        .doesNotContain("0a4d1f", "525400cafe", "7a65627261", "71756f6b6b61")
        .endsWith("03636f6d0000010001");
    var contents = contents(folder.resolve("copy.tar"));
    var own = hex.substring(2 * (24 + 16 + 26), 2 * (24 + 16 + 30));
    var words = String.valueOf(contents.get("proc/net/tcp")).toLowerCase(Locale.ROOT);
    assertThat(words).contains(swapped(own));
    assertThat(contents.get("eth0.pcap"))
        .contains(String.valueOf(contents.get("etc/hostname")).strip());
  }

  private static String swapped(String digits) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(HexFormat.fromHexDigits(digits)));
  }

  @Test
  void mistakesAreOneLine(@TempDir Path folder) throws IOException {
    write(folder.resolve("bundle"));
    var bundle = folder.resolve("bundle").toString();
    assertThat(Launch.of("redact", bundle, "--to", folder.resolve("x.zip").toString()).errors())
        .contains("the copy is a .tar");
    assertThat(Launch.of("redact", bundle, "--to", bundle + "/x.tar").errors())
        .contains("neither the copy nor the mapping may lie in the bundle");
    assertThat(Launch.of("redact", "-", "--to", folder.resolve("x.tar").toString()).errors())
        .contains("save it in a file first");
    assertThat(Launch.of("redact", bundle + "/none", "--to", folder.resolve("x.tar").toString()))
        .satisfies(launch -> assertThat(launch.status()).isEqualTo(2));
  }
}
