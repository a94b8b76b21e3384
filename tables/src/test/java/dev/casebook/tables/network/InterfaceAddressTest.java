package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceAddressTest {

  private static final Sample JSON =
      Sample.root().command("ip -json addr", text("addresses/ip_-json_addr"));

  @Test
  void anAddressStandsWithItsNetworkAndLabel() {
    var read = JSON.read(InterfaceAddress.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .contains(
            new InterfaceAddress(
                "veth1",
                "ipv4",
                "192.0.2.1",
                24,
                "192.0.2.0/24",
                "global",
                null,
                "veth1:app",
                null),
            new InterfaceAddress(
                "veth1",
                "ipv4",
                "192.0.2.9",
                24,
                "192.0.2.0/24",
                "global",
                null,
                "veth1",
                "secondary"),
            new InterfaceAddress(
                "veth1",
                "ipv6",
                "2001:db8:1::1",
                64,
                "2001:db8:1::/64",
                "global",
                null,
                null,
                null));
  }

  @Test
  void aPointToPointPrefixIsThePeers() {
    assertThat(JSON.read(InterfaceAddress.TABLE).rows())
        .contains(
            new InterfaceAddress(
                "tun0",
                "ipv4",
                "198.51.100.1",
                32,
                "198.51.100.2/32",
                "global",
                "198.51.100.2",
                "tun0",
                null),
            new InterfaceAddress(
                "tun0",
                "ipv6",
                "2001:db8:2::1",
                128,
                "2001:db8:2::2/128",
                "global",
                "2001:db8:2::2",
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "ip addr, addresses/ip_addr",
    "ip -d address, addresses/ip_-d_address",
    "ip -o addr, addresses/ip_-o_addr"
  })
  void everyTextGivesTheRowsOfTheJson(String command, String sample) {
    var read = Sample.sosreport().command(command, text(sample)).read(InterfaceAddress.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows()).isEqualTo(JSON.read(InterfaceAddress.TABLE).rows());
    assertThat(read.cited().get(2)).contains("inet 192.0.2.1/24 brd 192.0.2.255 scope global");
  }

  @Test
  void flagsBehindTheScopeAreKeptInTheirOrder() {
    var read =
        Sample.root()
            .command(
                "ip addr",
                """
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
                    inet 192.0.2.7/26 metric 100 brd 192.0.2.63 scope global dynamic noprefixroute eth0
                       valid_lft 3400sec preferred_lft 3400sec
                    inet6 fd00::7/64 scope global deprecated dadfailed tentative\s
                """)
            .read(InterfaceAddress.TABLE);
    assertThat(read.rows())
        .extracting(InterfaceAddress::network, InterfaceAddress::label, InterfaceAddress::flags)
        .containsExactly(
            tuple("192.0.2.0/26", "eth0", "dynamic noprefixroute"),
            tuple("fd00::/64", null, "deprecated dadfailed tentative"));
  }

  @Test
  void linesThatEndTooSoonAreRejected() {
    var read =
        Sample.root()
            .command(
                "ip -o addr",
                """
                2: \\ x
                2: eth0    inet
                2: eth0    inet 192.0.2.1/
                2: eth0    inet6 fe80::1 peer
                garbage
                2: eth0    inet 192.0.2.1/24
                """)
            .read(InterfaceAddress.TABLE);
    assertThat(read.only().address()).isEqualTo("192.0.2.1");
    assertThat(read.coverage().reason()).contains("4 line(s) not understood");
  }

  @Test
  void ifconfigTellsMasksAndPeers() {
    var read =
        Sample.root()
            .command("ifconfig -a", text("interfaces/ifconfig_-a"))
            .read(InterfaceAddress.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .contains(
            new InterfaceAddress(
                "veth1", "ipv4", "192.0.2.1", 24, "192.0.2.0/24", null, null, "veth1:app", null),
            new InterfaceAddress(
                "tun0",
                "ipv4",
                "198.51.100.1",
                32,
                "198.51.100.2/32",
                null,
                "198.51.100.2",
                "tun0",
                null),
            new InterfaceAddress(
                "veth1",
                "ipv6",
                "2001:db8:1::1",
                64,
                "2001:db8:1::/64",
                "global",
                null,
                null,
                null));
  }

  @Test
  void ifconfigInTheOldFormTellsTheSame() {
    var read =
        Sample.root()
            .command("ifconfig -a", text("interfaces/busybox-ifconfig_-a"))
            .read(InterfaceAddress.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .contains(
            new InterfaceAddress(
                "eth0", "ipv4", "192.0.2.10", 24, "192.0.2.0/24", null, null, "eth0", null),
            new InterfaceAddress(
                "eth0",
                "ipv6",
                "2001:db8:1::10",
                64,
                "2001:db8:1::/64",
                "global",
                null,
                null,
                null),
            new InterfaceAddress(
                "tun0", "ipv4", "10.8.0.1", 32, "10.8.0.2/32", null, "10.8.0.2", "tun0", null));
  }

  @Test
  void addressesMadeUnreadableByTheirAuthorAreCounted() {
    var read =
        Sample.root()
            .command("ifconfig -a", text("interfaces/ifconfig-bound0"))
            .read(InterfaceAddress.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().isThere()).isFalse();
    assertThat(read.coverage().reason()).contains("3 line(s) not understood");
  }

  @Test
  void procAloneTellsTheAddressesOfBothFamilies() {
    var read =
        Sample.root()
            .file("/proc/net/fib_trie", text("addresses/proc-net-fib_trie"))
            .file("/proc/net/if_inet6", text("addresses/proc-net-if_inet6"))
            .file("/proc/net/route", text("routes/proc-net-route"))
            .read(InterfaceAddress.TABLE);
    assertThat(read.rows())
        .extracting(InterfaceAddress::device, InterfaceAddress::address, InterfaceAddress::network)
        .contains(
            tuple("lo", "127.0.0.1", "127.0.0.0/8"),
            tuple("veth1", "192.0.2.1", "192.0.2.0/24"),
            tuple("veth1", "192.0.2.9", "192.0.2.0/24"),
            tuple("veth1", "2001:db8:1::1", "2001:db8:1::/64"),
            tuple("lo", "::1", "::1/128"));
    // The end of a point-to-point link lies in no connected network.
    assertThat(read.coverage().reason())
        .contains("no connected route tells the interface of 198.51.100.1");
  }
}
