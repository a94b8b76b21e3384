package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Problems that are told by several places together, and mended on one of them.
@Tag("integration")
class FixTogetherTest {

  @TempDir private Path folder;
  private Sandbox host;

  @BeforeEach
  void begin() throws Exception {
    host = Sandbox.in(folder);
  }

  @AfterEach
  void end() throws Exception {
    host.close();
  }

  private Launch fix(String note, List<String> beside, String... more) throws Exception {
    var line = new ArrayList<>(List.of("fix", note, "--yes", "--one-way"));
    beside.forEach(source -> line.addAll(List.of("--beside", source)));
    line.addAll(List.of(more));
    return host.casebook(line.toArray(String[]::new));
  }

  /// Stands in for chronyc and a clock that is 7 s off: the machine's own is never set.
  private static final String CHRONYC =
      """
      mkdir -p /run/over/b /run/over/bw
      mount -t overlay overlay -o lowerdir=/usr/bin,upperdir=/run/over/b,workdir=/run/over/bw /usr/bin
      cat > /usr/bin/chronyc <<'end'
      #!/bin/sh
      for verb in "$@"; do :; done
      case $verb in
        tracking) cat <<text
      Reference ID    : C0000202 (192.0.2.2)
      Stratum         : 4
      Ref time (UTC)  : Fri Nov 27 22:52:11 2026
      System time     : $(cat /run/offset) seconds fast of NTP time
      Last offset     : +0.000000038 seconds
      RMS offset      : 0.000000352 seconds
      Frequency       : 0.027 ppm slow
      Residual freq   : +0.000 ppm
      Skew            : 0.010 ppm
      Root delay      : 0.000100000 seconds
      Root dispersion : 0.000100000 seconds
      Update interval : 2.0 seconds
      Leap status     : Normal
      text
        ;;
        sources)
          echo 'MS Name/IP address         Stratum Poll Reach LastRx Last sample'
          echo '==============================================================================='
          echo '^* 192.0.2.2                     3   1   377     1    +38ns[  +66ns] +/-   76us' ;;
        makestep) echo 0.000000012 > /run/offset; echo '200 OK' ;;
        *) exit 1 ;;
      esac
      end
      chmod +x /usr/bin/chronyc
      echo 7.000000012 > /run/offset
      """;

  @Test
  void aClockThatIsOffIsSetOnTheHostThatHasIt() throws Exception {
    var note = "site-clock-differs";
    var other = Launch.ROOT + "/notes/system/site-clock-differs/clear/agree/idc1";
    host.sh(CHRONYC);
    var alone = host.casebook("fix", note, "--yes");
    assertThat(alone.errors()).contains("--beside SOURCE");
    assertThat(alone.status()).isEqualTo(2);

    var dry = host.casebook("fix", note, "--dry-run", "--beside", other);
    assertThat(dry.output()).contains("chronyc makestep", "No way back");
    assertThat(host.sh("cat /run/offset")).startsWith("7.");
    var fix = fix(note, List.of(other), "--subject", "vpn1");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    assertThat(fix.output()).contains("is clear now");
    assertThat(host.sh("cat /run/offset")).startsWith("0.");
    assertThat(fix(note, List.of(other)).output()).contains("nothing to fix");

    var id = host.casebook("fix", "list").output().split(" +")[1];
    assertThat(host.sh("cat /var/lib/casebook/changes/*/asked"))
        .isEqualTo("beside " + other + "\n");
    assertThat(host.casebook("fix", "undo", id, "--yes").output())
        .contains("left as it is, since a clock that is right again is not set wrong");
    host.sh("echo 9.000000012 > /run/offset");
    assertThat(host.casebook("fix", note, "--dry-run", "--beside", other).output())
        .contains("9 seconds");
  }

  /// The finding is of another host than the one that would be changed.
  @Test
  void aClockOfAnotherHostIsNotSetHere() throws Exception {
    var other = Launch.ROOT + "/notes/system/site-clock-differs/fires/sites/idc2";
    host.sh(CHRONYC + "echo 0.000000012 > /run/offset\n");
    var fix = fix("site-clock-differs", List.of(other), "--subject", "idc2");
    assertThat(fix.output()).contains("Step 1 failed");
    assertThat(fix.status()).isEqualTo(1);
    assertThat(host.sh("cat /run/offset")).startsWith("0.");
  }

  /// A pod whose first ping went out before the rule that translates it, with real network
  /// namespaces, nftables and conntrack. Both interfaces are captured anew again and again.
  private static final String NODE =
      """
      ip netns add pod
      ip netns add dev
      ip link add pod0 type veth peer name eth0 netns pod
      ip link add up0 type veth peer name eth0 netns dev
      ip addr add fd00:1::1/64 dev pod0 nodad
      ip addr add fd00:2::1/64 dev up0 nodad
      ip link set pod0 up
      ip link set up0 up
      ip -n pod addr add fd00:1::2/64 dev eth0 nodad
      ip -n pod link set eth0 up
      ip -n pod route add default via fd00:1::1
      ip -n dev addr add fd00:2::9/64 dev eth0 nodad
      ip -n dev link set eth0 up
      sysctl -qw net.ipv6.conf.all.forwarding=1
      mkdir -p /run/captures /run/new
      cat > /run/ping <<'end'
      ip netns exec pod ping -q -e "$1" -c 2 -i 0.5 -W 1 fd00:2::9 >/dev/null
      end
      cat > /run/capture <<'end'
      while :; do
        ip netns exec pod timeout -s INT 5 tcpdump -q -Z root -i eth0 -w /run/new/pod.pcap icmp6 &
        timeout -s INT 5 tcpdump -q -Z root -i up0 -w /run/new/up.pcap icmp6 &
        sleep 0.8
        flock /run/pinging sh -c 'sh /run/ping 4660; sh /run/ping 22136'
        wait
        mv /run/new/pod.pcap /run/new/up.pcap /run/captures
        echo done >> /run/cycles
      done
      end
      touch /run/cycles
      setsid sh /run/capture >/dev/null 2>&1 &
      """;

  /// Nobody else pings meanwhile: one of the other number would be as stale. A capture that begins
  /// after all of it is whole by the end of the second cycle.
  private static final String STALE =
      """
      exec 9>/run/pinging
      flock 9
      nft flush ruleset
      nft -f - <<'end'
      table ip6 f { chain c { type filter hook forward priority 0; ct state established accept; }; }
      end
      conntrack -F
      sleep 0.1
      sh /run/ping 4660 || true
      nft -f - <<'end'
      table ip6 n { chain p { type nat hook postrouting priority 100; oifname "up0" masquerade; }; }
      end
      flock -u 9
      seen=$(wc -l < /run/cycles)
      for i in $(seq 600); do
        [ $(wc -l < /run/cycles) -ge $((seen + 2)) ] && exit 0
        sleep 0.1
      done
      exit 1
      """;

  private static final List<String> CAPTURES =
      List.of("/run/captures/pod.pcap", "/run/captures/up.pcap");

  private Launch diagnosis(String note) throws Exception {
    return host.casebook(
        "diagnose", "--note", note, "--together", CAPTURES.getFirst(), CAPTURES.getLast());
  }

  @Test
  void aStaleEntryOfTheTrackerIsDeletedAndThePodIsAnsweredAgain() throws Exception {
    var note = "icmp-echo-lost-behind-nat";
    host.sh(NODE);
    host.sh(STALE);
    var before = diagnosis(note);
    assertThat(before.status()).as(before.output() + before.errors()).isEqualTo(1);
    assertThat(before.output()).contains("older than the translation");

    var fix = fix(note, CAPTURES);
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    assertThat(fix.output()).contains("conntrack -D -p icmpv6 -s");
    host.sh("sh /run/ping 4660");
    var after = diagnosis(note);
    assertThat(after.status()).as(after.output() + after.errors()).isZero();

    var id = host.casebook("fix", "list").output().split(" +")[1];
    assertThat(host.casebook("fix", "undo", id, "--yes").output()).contains("left as it is");
    host.sh(STALE);
    assertThat(diagnosis(note).status()).isEqualTo(1);
  }
}
