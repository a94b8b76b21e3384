package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook ping` between real network stacks: a pod, its node that translates, and a device.
@Tag("integration")
class LivePingTest {

  private static final String DEVICE = "2001:db8:ff00::101";
  private static final String DEVICE_V4 = "192.0.2.101";
  private static final String NODE = "2001:db8:ff00::1:212";
  private static final String POD = "fd00:7a23::466";

  private static final String TOPOLOGY =
      """
      for n in pod dev; do ip netns add $n; ip -n $n link set lo up; done
      ip link add cali0 type veth peer name eth0 netns pod
      ip link add up0 type veth peer name eth0 netns dev
      ip link set cali0 up; ip link set up0 up
      ip -n pod link set eth0 up; ip -n dev link set eth0 up
      ip addr add fd00:7a23::1/64 dev cali0 nodad; ip addr add 10.244.1.1/24 dev cali0
      ip addr add 2001:db8:ff00::1:212/64 dev up0 nodad; ip addr add 192.0.2.212/24 dev up0
      ip -n pod addr add fd00:7a23::466/64 dev eth0 nodad; ip -n pod addr add 10.244.1.10/24 dev eth0
      ip -n dev addr add 2001:db8:ff00::101/64 dev eth0 nodad; ip -n dev addr add 192.0.2.101/24 dev eth0
      ip -n pod route add default via 10.244.1.1; ip -n pod -6 route add default via fd00:7a23::1
      sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
      """;

  private static final String MASQUERADE =
      """
      nft 'table ip6 nat { chain postrouting { type nat hook postrouting priority srcnat;
        ip6 saddr fd00:7a00::/24 oifname "up0" masquerade; }; }
      table ip nat { chain postrouting { type nat hook postrouting priority srcnat;
        ip saddr 10.244.0.0/16 oifname "up0" masquerade; }; }'
      """;

  /// Answers echo requests in the device's place, each sequence number in its own way.
  private static final String RESPONDER =
      """
      import socket, struct, time, threading
      def checksum(b):
          s = sum(struct.unpack('!%dH' % (len(b) // 2), b))
          while s >> 16: s = (s & 0xffff) + (s >> 16)
          return ~s & 0xffff
      s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
      print('ready', flush=True)
      def reply(to, rest):
          b = b'\\0\\0\\0\\0' + rest
          s.sendto(b[:2] + struct.pack('!H', checksum(b)) + b[4:], to)
      while True:
          p, to = s.recvfrom(2000)
          b = p[20:]
          if b[0] != 8: continue
          rest, seq = b[4:], struct.unpack('!H', b[6:8])[0]
          if seq == 2: reply(to, rest)
          if seq == 3: threading.Timer(0.9, reply, (to, rest)).start(); continue
          if seq == 4: rest = rest[:-1] + bytes([rest[-1] ^ 1])
          if seq == 5: continue
          if seq == 6: rest = rest[:4] + bytes(len(rest) - 4)
          reply(to, rest)
      """;

  @TempDir private Path folder;
  private Sandbox node;

  @BeforeEach
  void start() throws Exception {
    node = Sandbox.in(Files.createDirectory(folder.resolve("node")));
    node.sh(TOPOLOGY);
  }

  @AfterEach
  void end() {
    node.close();
  }

  private Launch fromPod(String... words) throws Exception {
    var line =
        new ArrayList<>(List.of("ping", "--netns", "pod", "--interval", "0.5", "--wait", "0.4"));
    line.addAll(List.of(words));
    return node.casebook(line.toArray(String[]::new));
  }

  /// Without line breaks, so that sentences can be found.
  private static String text(Launch launch) {
    assertThat(launch.errors()).isEmpty();
    return launch.output().replaceAll("\\s+", " ");
  }

  @Test
  void bothFamiliesAreAnsweredThroughTheNode() throws Exception {
    node.sh(MASQUERADE);
    var launch = fromPod("--count", "3", DEVICE, DEVICE_V4);
    assertThat(launch.status()).isZero();
    assertThat(text(launch))
        .contains(DEVICE + ": 3 sent, 3 answered, 0 without a reply (0 %)")
        .contains(DEVICE_V4 + ": 3 sent, 3 answered, 0 without a reply (0 %)")
        .contains("ttl 63");
  }

  /// An entry that is older than the rule which translates: a retry with its id keeps it alive.
  @Test
  void theSameIdFailsAndANewOneWorksAndItIsSaidWhy() throws Exception {
    node.sh(
        """
        nft 'table ip6 filter { chain forward { type filter hook forward priority filter;
          ct state established,related counter accept; ct state new counter accept; }; }'
        nft 'table ip6 nat { chain postrouting { type nat hook postrouting priority srcnat; }; }'
        """);
    assertThat(fromPod("--id", "14640", "--count", "1", DEVICE).status()).isEqualTo(1);
    node.sh("nft add rule ip6 nat postrouting ip6 saddr fd00:7a00::/24 oifname up0 masquerade");

    var same = fromPod("--id", "14640", "--same-id", "--count", "3", DEVICE);
    assertThat(same.status()).isEqualTo(1);
    assertThat(text(same))
        .contains("3 sent, 0 answered, 3 without a reply (100 %)")
        .contains(
            "The tracker of this host waits for a reply to "
                + POD
                + " itself, id 14640: its entry is not translated. If it ought to be, the entry is"
                + " older than the rule that translates")
        .contains("Only id 14640 was tried");

    var another = fromPod("--id", "14640", "--count", "2", DEVICE);
    assertThat(another.status()).isZero();
    assertThat(text(another))
        .contains("id 14640 seq 1: no reply in 0.4 s")
        .contains("2 sent, 1 answered, 1 without a reply (50 %)")
        .contains("Id 14640 was not answered, and another id was after it")
        .contains("which was answered, is translated to " + NODE)
        .contains("The entry is older than the rule");
  }

  /// Replies that a rule keeps from being tracked reach the node and are not translated back.
  @Test
  void everyIdFailsWhereRepliesPassTheTrackerBy() throws Exception {
    node.sh(
        MASQUERADE
            + """
            nft 'table ip6 raw {
              chain output { type filter hook output priority raw;
                oifname "up0" icmpv6 type { echo-request, echo-reply } notrack; }
              chain prerouting { type filter hook prerouting priority raw;
                iifname "up0" icmpv6 type { echo-request, echo-reply } notrack; }; }'
            """);
    assertThat(node.casebook("ping", "--count", "1", DEVICE).status()).isZero();

    var launch = fromPod("--count", "3", DEVICE);
    assertThat(launch.status()).isEqualTo(1);
    assertThat(text(launch))
        .contains("3 ids were tried and none was answered")
        .contains("it is not the id")
        .contains("as " + NODE + ", and has seen no reply, though the reply came")
        .contains("keeps it from being tracked (notrack), and every id fails");
  }

  /// Healthy: the kernel gives the second flow another id.
  @Test
  void anIdThatTheNodeUsesTooIsAnswered() throws Exception {
    node.sh(MASQUERADE);
    var ofNode = node.casebook("ping", "--id", "14640", "--count", "1", "--source", NODE, DEVICE);
    assertThat(ofNode.status()).isZero();
    assertThat(fromPod("--id", "14640", "--count", "2", DEVICE).status()).isZero();
  }

  @Test
  void aLineBeyondTheTrackerIsToldFromTheTracker() throws Exception {
    node.sh(MASQUERADE + "ip netns exec dev sysctl -qw net.ipv6.icmp.echo_ignore_all=1");
    assertThat(text(fromPod("--count", "2", DEVICE)))
        .contains("The tracker of this host sent id")
        .contains("and has seen no reply: none came back there, or a filter drops it");
    node.sh(
        """
        ip netns exec dev sysctl -qw net.ipv6.icmp.echo_ignore_all=0
        nft 'table ip6 f { chain f { type filter hook forward priority filter;
          icmpv6 type echo-reply drop; }; }'
        """);
    assertThat(text(fromPod("--count", "2", DEVICE)))
        .contains("The tracker of this host has seen the reply to id")
        .contains("it was lost behind it, on its way to " + POD);
  }

  @Test
  void eachReplyIsToldByWhatIsOddWithIt() throws Exception {
    Files.writeString(folder.resolve("responder.py"), RESPONDER);
    node.sh(
        """
        sysctl -qw net.ipv4.icmp_echo_ignore_all=0
        ip netns exec dev sysctl -qw net.ipv4.icmp_echo_ignore_all=1
        ip netns exec dev python3 %s >/run/responder 2>&1 &
        until grep -q ready /run/responder; do sleep 0.1; done
        """
            .formatted(folder.resolve("responder.py")));
    var launch =
        node.casebook(
            "ping",
            "--count",
            "7",
            "--interval",
            "0.5",
            "--wait",
            "0.7",
            "--id",
            "77",
            "--same-id",
            DEVICE_V4);
    assertThat(launch.status()).isZero();
    assertThat(launch.output().lines().map(line -> line.replaceAll("[0-9.]+ ms", "T")))
        .containsSubsequence(
            "192.0.2.101: 56 bytes",
            "192.0.2.101: id 77 seq 1: T, ttl 64",
            "192.0.2.101: id 77 seq 2: T, ttl 64",
            "192.0.2.101: id 77 seq 2: T, ttl 64, duplicate",
            "192.0.2.101: id 77 seq 3: no reply in 0.7 s",
            "192.0.2.101: id 77 seq 3: T, ttl 64, late",
            "192.0.2.101: id 77 seq 6: foreign: not the reply to what was sent",
            "192.0.2.101: id 77 seq 5: no reply in 0.7 s",
            "192.0.2.101: id 77 seq 7: T, ttl 64",
            "192.0.2.101: id 77 seq 6: no reply in 0.7 s");
    assertThat(text(launch))
        .contains("id 77 seq 4: ")
        .contains("its content differs from byte 55 on")
        .contains("7 sent, 4 answered, 1 late, 2 without a reply (28.57 %), 1 duplicate, 1 foreign")
        .contains("another program pings 192.0.2.101 with the same id");
  }

  /// Two programs with one id see each other's replies, as ping does and calls them duplicates.
  @Test
  void repliesToAnotherProgramWithTheSameIdAreForeign() throws Exception {
    var launch =
        node.run(
            """
            ping -6 -e 500 -i 0.2 -c 40 %s >/run/other &
            sleep 1
            """
                .formatted(DEVICE));
    assertThat(launch.status()).isZero();
    assertThat(text(node.casebook("ping", "--id", "500", "--same-id", "--count", "3", DEVICE)))
        .contains("foreign: not the reply to what was sent")
        .contains("3 answered")
        .contains("with the same id.");
  }

  @Test
  void errorsAreToldWithWhoSentThem() throws Exception {
    node.sh("ip netns exec pod true");
    var far = fromPod("--ttl", "1", "--count", "1", DEVICE, DEVICE_V4);
    assertThat(far.status()).isEqualTo(1);
    assertThat(text(far))
        .contains("time exceeded: hop limit reached on the way, says fd00:7a23::1")
        .contains("time exceeded: hop limit reached on the way, says 10.244.1.1")
        .contains("1 sent, 0 answered, 1 with an error");
    node.sh(
        """
        nft 'table inet f { chain f { type filter hook forward priority filter;
          ip daddr 192.0.2.101 reject with icmp type admin-prohibited; }; }'
        """);
    assertThat(text(fromPod("--count", "1", DEVICE_V4)))
        .contains("destination unreachable: forbidden by a filter, says 10.244.1.1");
    node.sh(
        """
        nft 'table inet o { chain o { type filter hook output priority filter;
          ip daddr 192.0.2.101 drop; }; }'
        """);
    var dropped = node.casebook("ping", "--count", "1", DEVICE_V4);
    assertThat(dropped.status()).isEqualTo(2);
    assertThat(text(dropped)).contains("not sent: a filter of this host drops it");
  }

  @Test
  void withoutRightsAPingSocketIsUsedAndItIsSaidWhatIsNotSeen() throws Exception {
    var nobody = List.of("setpriv", "--bounding-set=-net_raw,-net_admin");
    node.sh("sysctl -qw net.ipv4.ping_group_range='1 0'");
    var refused = node.casebookBy(nobody, "ping", "--count", "1", DEVICE);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.errors()).contains("CAP_NET_RAW").contains("net.ipv4.ping_group_range");

    node.sh("sysctl -qw net.ipv4.ping_group_range='0 65535'");
    var launch =
        node.casebookBy(
            nobody, "ping", "--id", "321", "--count", "2", "--interval", "0.1", DEVICE, DEVICE_V4);
    assertThat(launch.status()).as(launch.output() + launch.errors()).isZero();
    assertThat(text(launch))
        .contains("Without CAP_NET_RAW: replies to others")
        .contains(DEVICE + ": id 321 seq 2: ")
        .contains(DEVICE_V4 + ": id 321 seq 2: ")
        .contains(DEVICE + ": 2 sent, 2 answered");

    var far = node.casebookBy(nobody, "ping", "--ttl", "1", "--count", "2", "--wait", "0.4", POD);
    assertThat(text(far)).contains("2 answered");
    node.sh("ip route add 198.51.100.0/24 via 192.0.2.101");
    node.sh("ip netns exec dev sysctl -qw net.ipv4.ip_forward=1");
    assertThat(
            text(
                node.casebookBy(
                    nobody, "ping", "--ttl", "1", "--count", "2", "--wait", "0.4", "198.51.100.7")))
        .contains("says 192.0.2.101")
        .contains("2 with an error");
  }

  @Test
  void anInterruptPrintsTheSummary() throws Exception {
    var process = node.start("ping", "--interval", "0.1", DEVICE);
    Path output;
    try (var files = Files.list(folder.resolve("node"))) {
      output =
          files
              .filter(file -> file.getFileName().toString().startsWith("started"))
              .findFirst()
              .orElseThrow();
    }
    for (int i = 0; i < 100 && !Files.readString(output).contains("seq 3"); i++) {
      Thread.sleep(100);
    }
    node.sh("kill -INT $(pidof java)");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output)).contains(" answered, 0 without a reply (0 %)");
  }

  @Test
  void programsGetALineForEachEvent() throws Exception {
    var launch = node.casebook("ping", "--json", "--count", "1", DEVICE_V4);
    assertThat(launch.output().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("\"event\":\"reply\"")
                    .contains("\"address\":\"192.0.2.101\"")
                    .contains("\"sequence\":1"),
            line ->
                assertThat(line)
                    .contains("\"event\":\"summary\"")
                    .contains("\"sent\":1,\"answered\":1"));
  }
}
