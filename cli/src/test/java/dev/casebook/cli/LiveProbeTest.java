package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook probe` over a real line between two network stacks, which drops and queues what it is
/// told to.
@Tag("integration")
class LiveProbeTest {

  private static final String LINE =
      """
      ip netns add far; ip -n far link set lo up
      ip link add up0 type veth peer name eth0 netns far
      ip link set up0 up; ip -n far link set eth0 up
      ip addr add 192.0.2.1/24 dev up0; ip -n far addr add 192.0.2.2/24 dev eth0
      ip addr add 2001:db8::1/64 dev up0 nodad; ip -n far addr add 2001:db8::2/64 dev eth0 nodad
      ip netns exec far python3 "$SERVICES" >/run/services 2>&1 &
      until grep -q ready /run/services; do sleep 0.1; done
      """;

  /// UDP echo on port 7 and a listener of TCP on port 80, with both families.
  private static final String SERVICES =
      """
      import socket, threading
      def udp():
          s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); s.bind(('::', 7))
          while True:
              data, peer = s.recvfrom(2000); s.sendto(data, peer)
      t = socket.create_server(('::', 80), family=socket.AF_INET6, dualstack_ipv6=True)
      threading.Thread(target=udp, daemon=True).start()
      print('ready', flush=True)
      while True: t.accept()[0].close()
      """;

  private static final Pattern COUNTED = Pattern.compile("packets (\\d+)");

  @TempDir private Path folder;
  private Sandbox near;
  private Path rows;

  @BeforeEach
  void start() throws Exception {
    near = Sandbox.in(Files.createDirectory(folder.resolve("near")));
    var services = Files.writeString(folder.resolve("services.py"), SERVICES);
    near.sh("SERVICES=" + services + "\n" + LINE);
    rows = folder.resolve("rows");
  }

  @AfterEach
  void end() {
    near.close();
  }

  private static List<String> running(Path rows, String... words) {
    var line = new ArrayList<>(List.of("probe", "run", "--to", rows.toString()));
    line.addAll(List.of(words));
    return line;
  }

  private void probe(String... words) throws Exception {
    var launch = near.casebook(running(rows, words).toArray(String[]::new));
    assertThat(launch.status()).as(launch.errors()).isZero();
  }

  private Process probing(String... words) throws IOException {
    return near.start(running(rows, words).toArray(String[]::new));
  }

  private String report(String... words) throws Exception {
    var line = new ArrayList<>(List.of("probe", "report", rows.toString()));
    line.addAll(List.of(words));
    var launch = near.casebook(line.toArray(String[]::new));
    assertThat(launch.status()).as(launch.errors()).isZero();
    return (launch.output() + launch.errors()).replaceAll("\\s+", " ");
  }

  private String rows() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.newDirectoryStream(rows, "*.csv")) {
      for (var file : files) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private long counted(String counter) throws Exception {
    var matcher = COUNTED.matcher(near.sh("nft list counter inet loss " + counter));
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /// The rule's own counter is the truth.
  @Test
  void whatARuleDropsIsWhatIsCounted() throws Exception {
    near.sh(
        """
        nft 'table inet loss { counter icmp4 {}; counter icmp6 {}; counter datagrams {};
          chain in { type filter hook input priority -300;
            icmp type echo-reply numgen inc mod 23 == 9 counter name icmp4 drop
            icmpv6 type echo-reply numgen inc mod 31 == 9 counter name icmp6 drop
            udp sport 7 numgen inc mod 27 == 9 counter name datagrams drop
          }; }'
        """);
    probe(
        "v4=icmp:192.0.2.2",
        "v6=icmp:2001:db8::2",
        "echo=udp:192.0.2.2:7",
        "web=tcp:[2001:db8::2]:80",
        "closed=tcp:192.0.2.2:81",
        "--interval",
        "0.025",
        "--wait",
        "0.5",
        "--for",
        "6");
    assertThat(counted("icmp4")).isGreaterThanOrEqualTo(5);
    var report = report();
    for (var each : List.of("v4 icmp4", "v6 icmp6", "echo datagrams")) {
      var names = each.split(" ");
      long lost =
          rows().lines().filter(row -> row.matches(".*," + names[0] + ",.*,lost,.*")).count();
      assertThat(lost).as(each).isEqualTo(counted(names[1]));
      assertThat(report).contains("%d lost, 0 with an error".formatted(lost));
    }
    // one that is lost at the very end has no answer after it
    assertThat(report)
        .containsPattern(
            "v4 icmp, .* random: near (%d|%d) lost probes"
                .formatted(counted("icmp4") - 1, counted("icmp4")));
    assertThat(rows()).contains(",web,tcp,ok,").contains(",closed,tcp,error,,Connection refused");
  }

  @Test
  void aLineWhoseQueueIsFullIsCalledSaturated() throws Exception {
    near.sh("tc qdisc add dev up0 root tbf rate 4mbit burst 10kb limit 60kb");
    var process = probing("office=icmp:192.0.2.2", "--interval", "0.03", "--for", "9");
    near.sh(
        """
        sleep 4
        timeout 4 python3 -c "
        import socket, time
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while True:
            for _ in range(6): s.sendto(bytes(1200), ('192.0.2.2', 9))
            time.sleep(0.01)
        " || true
        """);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(report()).contains("saturated: ");
  }

  @Test
  void anOutageIsToldWithItsLength() throws Exception {
    var process = probing("office=icmp:192.0.2.2", "--interval", "0.05", "--wait", "0.2");
    var ignore = "ip netns exec far sysctl -qw net.ipv4.icmp_echo_ignore_all=";
    near.sh("sleep 4; %s1; sleep 2; %s0; sleep 3".formatted(ignore, ignore));
    near.sh("kill -TERM $(pidof java)");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(rows().lines().toList().getLast()).contains(",stop,");
    assertThat(report()).contains("1 outage, ");
  }

  /// A line is written at once or not at all, so a kill leaves whole lines; one that a power cut
  /// leaves half is left out and told.
  @Test
  void aKillLeavesWholeRowsAndTheNextRunGoesOn() throws Exception {
    var process = probing("office=icmp:192.0.2.2", "--interval", "0.01");
    for (int i = 0; i < 200 && !(Files.exists(rows) && rows().lines().count() > 100); i++) {
      Thread.sleep(50);
    }
    near.sh("kill -KILL $(pidof java)");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    var before = rows();
    assertThat(before).endsWith("\n");
    assertThat(before.lines().filter(row -> row.contains("office"))).hasSizeGreaterThan(90);
    assertThat(report()).doesNotContain("no row");

    try (var files = Files.newDirectoryStream(rows, "*.csv")) {
      for (var file : files) {
        Files.writeString(file, "2026-11-28T08:00:0", StandardOpenOption.APPEND);
      }
    }
    probe("office=icmp:192.0.2.2", "--interval", "0.2", "--for", "1");
    assertThat(rows()).startsWith(before).contains("\n2026-11-28T08:00:0\n");
    assertThat(report()).contains("1 line was no row").contains(" 0 lost");
  }

  @Test
  void twoDoNotWriteToOneFolder() throws Exception {
    probing("office=icmp:192.0.2.2");
    for (int i = 0; i < 200 && !Files.exists(rows.resolve("lock")); i++) {
      Thread.sleep(50);
    }
    near.sh("sleep 1");
    var second =
        near.casebook(running(rows, "office=icmp:192.0.2.2", "--for", "1").toArray(String[]::new));
    assertThat(second.status()).isEqualTo(2);
    assertThat(second.errors()).contains("another casebook writes there");
  }

  @Test
  void thePageNeedsNothingBesideIt() throws Exception {
    probe("office=icmp:192.0.2.2", "--interval", "0.05", "--for", "2");
    var page = folder.resolve("line.html");
    var said = report("--html", page.toString());
    assertThat(said).contains("wrote " + page);
    assertThat(Files.readString(page))
        .contains("<svg ", "Probes without an answer (%)", "Delay (ms", "prefers-color-scheme")
        .contains("<td>office</td>")
        .doesNotContain("<script", "http:", "https:", "url(");
    assertThat(report("--json"))
        .contains("\"target\":\"office\"", "\"verdict\":\"healthy\"", "\"loss_percent\":0.0");
  }

  @Test
  void systemdTakesTheUnit() throws Exception {
    var launch = Launch.of("probe", "unit", "the office=icmp:203.0.113.1", "--interval", "0.5");
    assertThat(launch.status()).isZero();
    var unit = Files.writeString(folder.resolve("probes.service"), launch.output());
    assertThat(launch.output())
        .contains("\"the office=icmp:203.0.113.1\"")
        .contains("--to /var/lib/probes --interval 0.5");
    var verified = near.run("systemd-analyze verify --man=no " + unit + " 2>&1");
    assertThat(verified.output()).doesNotContain("probes.service");
    assertThat(verified.status()).as(verified.output()).isZero();
  }
}
