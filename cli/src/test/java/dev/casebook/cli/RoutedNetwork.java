package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Three network namespaces of this machine, a router between two hosts, that end with it. The
/// router tracks connections, marks some, puts some into zones and translates some.
///
/// It takes root, nftables, iproute2 and conntrack.
final class RoutedNetwork implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 120;

  private static final String SET_UP =
      """
      set -e
      for n in $L $M $R; do ip netns add $n; ip -n $n link set lo up; done
      ip link add a0 netns $L type veth peer name m0 netns $M
      ip link add b0 netns $R type veth peer name m1 netns $M
      ip -n $L addr add 10.1.0.2/24 dev a0
      ip -n $L addr add 2001:db8:1::2/64 dev a0 nodad
      ip -n $M addr add 10.1.0.1/24 dev m0
      ip -n $M addr add 2001:db8:1::1/64 dev m0 nodad
      ip -n $M addr add 10.2.0.1/24 dev m1
      ip -n $M addr add 2001:db8:2::1/64 dev m1 nodad
      ip -n $R addr add 10.2.0.2/24 dev b0
      ip -n $R addr add 2001:db8:2::2/64 dev b0 nodad
      for link in "$L a0" "$M m0" "$M m1" "$R b0"; do
        set -- $link
        ip -n $1 link set $2 up
      done
      ip -n $L route add default via 10.1.0.1
      ip -n $L route add default via 2001:db8:1::1
      ip -n $R route add default via 10.2.0.1
      ip -n $R route add default via 2001:db8:2::1
      ip netns exec $M sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \\
        net.netfilter.nf_conntrack_acct=1
      ip netns exec $M nft -f - <<'END'
      table inet t {
        chain raw {
          type filter hook prerouting priority raw
          ip daddr 10.2.0.2 udp dport 7000 ct zone set 5
          ip daddr 10.2.0.2 udp dport 7001 ct original zone set 9
        }
        chain passed {
          type filter hook forward priority filter
          udp dport 7002 ct mark set 0x1234
          ct state new counter
        }
        chain to {
          type nat hook prerouting priority dstnat
          ip daddr 10.1.0.1 udp dport 53 dnat ip to 10.2.0.2:5353
        }
        chain from {
          type nat hook postrouting priority srcnat
          ip daddr 10.2.0.2 udp dport 7003 masquerade
          ip daddr 10.2.0.2 icmp type echo-request masquerade
        }
      }
      END
      """;

  private static final String TRAFFIC =
      """
      set -e
      ip netns exec $L bash -c '
        for to in 10.2.0.2/7000 10.2.0.2/7001 10.2.0.2/7002 10.2.0.2/7003 10.1.0.1/53 \\
          2001:db8:2::2/99; do echo text >/dev/udp/$to; done'
      for to in 10.2.0.2 2001:db8:2::2; do
        for attempt in 1 2 3 4 5; do
          ip netns exec $L ping -q -c 1 -W 3 $to >/dev/null && break
        done
      done
      # nobody listens: refused, so that the entry is one that closes
      ip netns exec $L bash -c 'echo text 2>/dev/null >/dev/tcp/10.2.0.2/81' 2>/dev/null || true
      """;

  /// Of protocols that this kernel sends no packets of, and a state that stays.
  private static final String MADE =
      """
      set -e
      in_m() { ip netns exec $M conntrack "$@" 2>/dev/null >&2; }
      in_m -I -p gre -s 10.1.0.2 -d 10.2.0.2 --srckey 0x10 --dstkey 0x20 -t 600 \\
        -r 10.2.0.2 -q 10.1.0.2 --reply-key-src 0x20 --reply-key-dst 0x10
      in_m -I -p sctp -s 10.1.0.2 -d 10.2.0.2 --orig-port-src 1000 --orig-port-dst 2000 \\
        --state ESTABLISHED --orig-vtag 1 --reply-vtag 2 -t 600
      in_m -I -p tcp -s 10.1.0.2 -d 10.2.0.2 --sport 4000 --dport 5432 --state ESTABLISHED \\
        -u ASSURED,SEEN_REPLY -t 6000
      in_m -I -p udp -s ::1:2 -d ::ffff:192.0.2.4 --sport 1 --dport 2 -t 600
      """;

  final String router;
  private final String left;
  private final String right;

  private RoutedNetwork(String name) {
    router = name + "m";
    left = name + "l";
    right = name + "r";
  }

  static RoutedNetwork start() throws IOException, InterruptedException {
    var network = new RoutedNetwork("cbt" + ProcessHandle.current().pid());
    network.sh(SET_UP);
    return network;
  }

  /// Has packets of all kinds go through the router.
  void traffic() throws IOException, InterruptedException {
    sh(TRAFFIC);
    sh(MADE);
  }

  /// What a program says in the router's namespace, whatever its status.
  String inRouter(String command) throws IOException, InterruptedException {
    return run("ip netns exec $M " + command + " 2>/dev/null || true");
  }

  private void sh(String script) throws IOException, InterruptedException {
    run(script);
  }

  /// Starts a program in the router's namespace; whoever does ends it.
  Process start(String... command) throws IOException {
    var line = new ArrayList<>(List.of("ip", "netns", "exec", router));
    line.addAll(List.of(command));
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  private String run(String script) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    builder.environment().put("L", left);
    builder.environment().put("M", router);
    builder.environment().put("R", right);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(script + "\n" + output).isZero();
    return output;
  }

  @Override
  public void close() {
    try {
      run("for n in $L $M $R; do ip netns del $n || true; done");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
