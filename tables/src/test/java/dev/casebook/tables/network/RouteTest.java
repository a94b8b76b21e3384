package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

  private static final List<Route> ALL =
      Sample.root()
          .command("ip -json route show table all", text("routes/ip_-json_route_show_table_all"))
          .read(Route.TABLE)
          .rows();

  @Test
  void aRouteOfEachKindIsRead() {
    assertThat(ALL)
        .contains(
            new Route(
                "ipv4",
                "0.0.0.0/0",
                "192.0.2.254",
                "veth1",
                null,
                100L,
                "static",
                null,
                "unicast",
                "main",
                null,
                null),
            new Route(
                "ipv4",
                "10.10.0.0/16",
                null,
                "veth1",
                "192.0.2.1",
                null,
                null,
                "link",
                "unicast",
                "100",
                null,
                null),
            new Route(
                "ipv4",
                "10.66.0.0/16",
                null,
                null,
                null,
                50L,
                null,
                null,
                "unreachable",
                "main",
                null,
                null),
            new Route(
                "ipv4",
                "192.0.2.1/32",
                null,
                "veth1",
                "192.0.2.1",
                null,
                "kernel",
                "host",
                "local",
                "local",
                null,
                null),
            new Route(
                "ipv6", "::/0", "fe80::1", "veth1", null, 1024L, null, null, "unicast", "main",
                null, null),
            new Route(
                "ipv6",
                "2001:db8:dead::/48",
                null,
                "lo",
                null,
                1024L,
                null,
                null,
                "blackhole",
                "main",
                null,
                null));
  }

  @Test
  void eachNextHopIsARow() {
    assertThat(ALL)
        .filteredOn(route -> route.destination().equals("10.8.0.0/16"))
        .extracting(Route::gateway, Route::device, Route::weight, Route::flags)
        .containsExactly(
            tuple("192.0.2.253", "veth1", 1, null), tuple(null, "tun0", 2, "linkdown"));
  }

  @Test
  void anIpv4RouteMayHaveAnIpv6NextHop() {
    assertThat(ALL)
        .filteredOn(route -> route.destination().equals("10.9.0.0/16"))
        .extracting(Route::family, Route::gateway)
        .containsExactly(tuple("ipv4", "fe80::1"));
  }

  @Test
  void theTextOfAllTablesGivesTheSameRows() {
    var read =
        Sample.sosreport()
            .command("ip route show table all", text("routes/ip_route_show_table_all"))
            .read(Route.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows()).isEqualTo(ALL);
  }

  @Test
  void bothFamiliesAreReadTogether() {
    var json =
        Sample.root()
            .command("ip -json route", text("routes/ip_-json_route"))
            .command("ip -json -6 route", text("routes/ip_-json_-6_route"))
            .read(Route.TABLE);
    var text =
        Sample.root()
            .command("ip route", text("routes/ip_route"))
            .command("ip -6 route", text("routes/ip_-6_route"))
            .read(Route.TABLE);
    assertThat(json.rows()).isEqualTo(text.rows());
    assertThat(json.rows()).extracting(Route::family).contains("ipv4", "ipv6");
    assertThat(json.rows())
        .containsExactlyInAnyOrderElementsOf(
            ALL.stream().filter(route -> "main".equals(route.routeTable())).toList());
  }

  @Test
  void procTellsWhatTheProgramsTellOfTheMainTable() {
    var read =
        Sample.root()
            .file("/proc/net/route", text("routes/proc-net-route"))
            .file("/proc/net/ipv6_route", text("routes/proc-net-ipv6_route"))
            .read(Route.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .contains(
            Route.of(
                IpNetwork.of("203.0.113.0/24").orElseThrow(),
                "192.0.2.254",
                "veth1",
                null,
                "unicast",
                "main"),
            Route.of(
                IpNetwork.of("10.66.0.0/16").orElseThrow(), null, null, 50L, "unreachable", "main"),
            Route.of(
                IpNetwork.of("198.51.100.128/25").orElseThrow(),
                null,
                null,
                null,
                "blackhole",
                "main"),
            Route.of(
                IpNetwork.of("2001:db8:ff::/48").orElseThrow(),
                "2001:db8:1::fe",
                "veth1",
                1024L,
                "unicast",
                null),
            Route.of(
                IpNetwork.of("2001:db8:1::1/128").orElseThrow(),
                null,
                "veth1",
                0L,
                "local",
                "local"));
    assertThat(read.rows())
        .as("the entries that end tables are no routes")
        .noneMatch(route -> route.destination().equals("::/0") && "lo".equals(route.device()));
  }

  @Test
  void aViewOfOneTableSaysSo() {
    var columns = List.of("family", "route_table");

    var one =
        Sample.root().command("ip route", "10.0.0.0/8 dev eth0 scope link\n").read(Route.TABLE);
    assertThat(one.coverage().isComplete()).isTrue();
    assertThat(one.coverage().shown()).isEqualTo("family = ipv4 and route_table = main");
    assertThat(one.coverage().shows(columns, List.of("ipv4", "main"))).isTrue();
    assertThat(one.coverage().shows(columns, List.of("ipv4", "77"))).isFalse();

    var both =
        Sample.root()
            .command("ip route", "10.0.0.0/8 dev eth0 scope link\n")
            .command("ip -6 route", "fd00::/64 dev eth0 metric 256\n")
            .read(Route.TABLE);
    assertThat(both.coverage().shows(columns, List.of("ipv6", "main"))).isTrue();
    assertThat(both.coverage().shows(columns, List.of("ipv6", "local"))).isFalse();

    var all =
        Sample.root()
            .command("ip route show table all", "10.0.0.0/8 dev eth0 scope link\n")
            .read(Route.TABLE);
    assertThat(all.coverage().shown()).isEmpty();
    assertThat(all.coverage().shows(columns, List.of("ipv6", "local"))).isTrue();
  }

  @Test
  void routeAndNetstatTellTheSameButForMetrics() {
    var route =
        Sample.root()
            .command("route -n", text("routes/route_-n"))
            .command("route -A inet6 -n", text("routes/route_-A_inet6_-n"))
            .read(Route.TABLE);
    var netstat =
        Sample.root()
            .command("netstat -rn", text("routes/netstat_-rn"))
            .command("netstat -rn6", text("routes/netstat_-rn6"))
            .read(Route.TABLE);
    var proc =
        Sample.root()
            .file("/proc/net/route", text("routes/proc-net-route"))
            .file("/proc/net/ipv6_route", text("routes/proc-net-ipv6_route"))
            .read(Route.TABLE);
    assertThat(route.coverage().isComplete()).isTrue();
    assertThat(netstat.coverage().isComplete()).isTrue();
    assertThat(netstat.rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("metric")
        .isEqualTo(route.rows());
    assertThat(route.rows())
        .filteredOn(row -> row.family().equals("ipv4"))
        .isEqualTo(proc.rows().stream().filter(row -> row.family().equals("ipv4")).toList());
    assertThat(netstat.rows().getFirst().metric()).isNull();
  }

  @Test
  void theVpnServersThreeViewsAgree() {
    var json = Sample.root().command("ip -json route", text("routes/vsrv-ip_-json_route"));
    var routeN = Sample.root().command("route -n", text("routes/vsrv-route_-n"));
    var proc = Sample.root().file("/proc/net/route", text("routes/vsrv-proc-net-route"));
    var expected =
        List.of(
            tuple("10.8.0.0/24", null, "tun0"),
            tuple("172.18.10.0/24", "10.8.0.2", "tun0"),
            tuple("172.20.0.0/24", "10.8.0.2", "tun0"),
            tuple("172.20.100.0/24", "10.8.0.2", "tun0"),
            tuple("192.168.1.0/24", null, "lan0"),
            tuple("203.0.113.0/24", null, "pub0"));
    for (var view : List.of(json, routeN, proc)) {
      var read = view.read(Route.TABLE);
      assertThat(read.coverage().isComplete()).isTrue();
      assertThat(read.rows())
          .extracting(Route::destination, Route::gateway, Route::device)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void aHostWithoutRoutesIsCompleteAndEmpty() {
    var json = Sample.root().command("ip -json route show table all", "[ ]\n").read(Route.TABLE);
    assertThat(json.rows()).isEmpty();
    assertThat(json.coverage().isComplete()).isTrue();
    var header = text("routes/vsrv-proc-net-route").lines().findFirst().orElseThrow() + "\n";
    var proc = Sample.root().file("/proc/net/route", header).read(Route.TABLE);
    assertThat(proc.coverage().isComplete()).isTrue();
  }

  @Test
  void anOddMaskIsRejected() {
    var read =
        Sample.root()
            .command(
                "route -n",
                """
                Kernel IP routing table
                Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
                172.20..0       0.0.0.0         255.255.0.0   U     0      0        0 tun0
                172.20.0.0      0.0.0.0         255.255.0.0   U     0      0        0 tun0
                """)
            .read(Route.TABLE);
    assertThat(read.only().destination()).isEqualTo("172.20.0.0/16");
    assertThat(read.coverage().reason()).contains("172.20..0");
  }

  @Test
  void anUnreachableDefaultOfNoTableIsOfIpv6() {
    var routes =
        Sample.sosreport()
            .command(
                "ip route show table all",
                """
                default via 10.0.0.1 dev eth0
                unreachable default dev lo  table unspec  proto kernel  metric 4294967295  error -101
                """)
            .read(Route.TABLE);
    assertThat(routes.coverage().isComplete()).isTrue();
    assertThat(routes.rows())
        .extracting(Route::family, Route::kind, Route::routeTable, Route::metric)
        .containsExactly(
            tuple("ipv4", "unicast", "main", null),
            tuple("ipv6", "unreachable", "unspec", 4294967295L));
  }
}
