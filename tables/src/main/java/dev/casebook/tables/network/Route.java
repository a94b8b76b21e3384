package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Part;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A route of the kernel. One with several next hops is several rows.
///
/// ```
/// 172.20.100.0/24 via 10.8.0.2 dev tun0                                         (ip route)
/// local 192.0.2.1 dev veth1 table local proto kernel scope host src 192.0.2.1
/// 172.20.100.0    10.8.0.2        255.255.255.0   UG    0      0        0 tun0  (route -n)
/// tun0	006414AC	0200080A	0003	0	0	0	00FFFFFF	0	0	0                 (/proc/net/route)
/// ```
///
/// `ip route show table all` shows both families and all tables, `ip route` the main table of one
/// family, `/proc/net/route` the main table, `/proc/net/ipv6_route` all tables without telling
/// which.
@Row("one route, or one next hop of a route that has several")
@Compared(
    key = {"destination", "route_table", "family", "interface", "kind", "metric"},
    ofHost = {"source"},
    tells = Compared.Tells.STATE)
public record Route(
    @Column("ipv4 or ipv6") String family,
    @Column(
            value = "network that it leads to, in CIDR form; `0.0.0.0/0` or `::/0` for the default",
            means = Meaning.NETWORK)
        String destination,
    @Column("next hop; none for what is reached directly, nor where the view can't show it")
        @Nullable String gateway,
    @Column(value = "interface that it leaves by", name = "interface") @Nullable String device,
    @Column("address that packets get which have none yet") @Nullable String source,
    @Column("of two routes to one network the lower one wins; none for 0 of IPv4")
        @Nullable Long metric,
    @Column("who made it: kernel, boot, static, dhcp, bird, ra, …") @Nullable String protocol,
    @Column("IPv4: global, link or host; how far the destination is") @Nullable String scope,
    @Column("unicast, local, broadcast, multicast, anycast; or why not: blackhole, unreachable, …")
        String kind,
    @Column("name or number of the table; not told where the view leaves it open")
        @Nullable String routeTable,
    @Column("share of a next hop beside others") @Nullable Integer weight,
    @Column("linkdown, dead, onlink, …, with blanks between") @Nullable String flags) {

  private static final String FAMILY = "family";

  private static final String ROUTE_TABLE = "route_table";

  public static final Table<Route> TABLE =
      Table.of("routes", Route.class)
          .command("ip -json route show table all", Route::parseJson)
          .command("ip route show table all", IpRoute::parse)
          .fromParts(
              List.of(
                  main("ipv4", ArtifactName.command("ip -json route")),
                  main("ipv6", ArtifactName.command("ip -json -6 route"))),
              Route::parseJson)
          .fromParts(
              List.of(
                  main("ipv4", ArtifactName.command("ip route")),
                  main("ipv6", ArtifactName.command("ip -6 route"))),
              IpRoute::parse)
          .fromParts(
              List.of(
                  main("ipv4", ArtifactName.file("/proc/net/route")),
                  someTable(ArtifactName.file("/proc/net/ipv6_route"))),
              ProcRoute::parse)
          .fromParts(
              List.of(
                  main("ipv4", ArtifactName.command("route -n")),
                  someTable(ArtifactName.command("route -A inet6 -n"))),
              NetstatRoute::parse)
          .fromParts(
              List.of(
                  main("ipv4", ArtifactName.command("netstat -rn")).leavesOpen("metric"),
                  someTable(ArtifactName.command("netstat -rn6"))),
              NetstatRoute::parse)
          .fromParts(
              List.of(Part.of(ArtifactName.command("ip -6 route show table all"), FAMILY, "ipv6")),
              IpRoute::parse)
          .sniff(ArtifactName.command("ip -json route"), head -> head.startsWith("[{\"dst\":"))
          .sniff(
              ArtifactName.command("ip -json route show table all"),
              head -> head.startsWith("[{\"type\":") && head.contains("\"dst\":"))
          .sniff(
              ArtifactName.file("/proc/net/route"),
              head -> head.startsWith("Iface\tDestination\tGateway"))
          .sniff(
              ArtifactName.command("route -n"),
              head -> head.contains("Kernel IP routing table") && head.contains("Metric Ref"))
          .sniff(
              ArtifactName.command("netstat -rn"),
              head -> head.contains("Kernel IP routing table") && head.contains("MSS Window"))
          .sniff(
              ArtifactName.command("ip route"),
              head -> head.matches("(?s)default via [0-9.]{7,15} dev .*"))
          .example(
              "where the default routes lead",
              """
              select family, gateway, interface, metric from routes
              where destination in ('0.0.0.0/0', '::/0') and kind = 'unicast'\
              """)
          .example(
              "which networks are reached through a tunnel",
              "select destination, gateway, interface from routes where interface like 'tun%'");

  /// A view of the main table of one family.
  private static Part main(String family, ArtifactName view) {
    return Part.of(view, FAMILY, family, ROUTE_TABLE, "main");
  }

  /// A view of IPv6 that has all tables and does not tell which.
  private static Part someTable(ArtifactName view) {
    return Part.of(view, FAMILY, "ipv6").leavesOpen(ROUTE_TABLE);
  }

  /// That of a route of IPv4: some views show a 0 that others leave out.
  static @Nullable Long metric(@Nullable Long shown) {
    return shown == null || shown == 0 ? null : shown;
  }

  /// A route of a view that tells neither who made it nor how far it reaches.
  static Route of(
      IpNetwork to,
      @Nullable String gateway,
      @Nullable String device,
      @Nullable Long metric,
      String kind,
      @Nullable String table) {
    return new Route(
        to.address().family(),
        to.text(),
        gateway,
        device,
        null,
        metric,
        null,
        null,
        kind,
        table,
        null,
        null);
  }

  private static void parseJson(Text text, Rows<Route> rows) {
    boolean v6 = text.name().contains(" -6 ");
    Json.elements(
        text,
        rows,
        route -> {
          var to = destination(route, v6);
          if (to.isEmpty()) {
            reject(route, rows);
          } else if (route.get("nexthops").items().isEmpty()) {
            rows.add(route.offset(), of(to.get(), route, route));
          } else {
            for (var hop : route.get("nexthops").items()) {
              rows.add(hop.offset(), of(to.get(), route, hop));
            }
          }
        });
  }

  private static void reject(Json route, Rows<Route> rows) {
    if (!route.names().isEmpty()) {
      var to = Objects.requireNonNullElse(route.text("dst"), "");
      rows.reject(new Line(route.offset(), to), "not a route to a network");
    }
  }

  private static Optional<IpNetwork> destination(Json route, boolean v6) {
    var to = Objects.requireNonNullElse(route.text("dst"), "");
    if (!to.equals("default")) {
      return IpNetwork.of(to);
    }
    var gateway = Objects.requireNonNullElse(route.text("gateway"), "");
    // Only IPv6 has a preference (RFC 4191).
    return Optional.of(IpNetwork.all(!v6 && !gateway.contains(":") && !route.has("pref")));
  }

  private static Route of(IpNetwork to, Json route, Json hop) {
    var gateway = hop.has("via") ? hop.get("via").text("host") : hop.text("gateway");
    var flags = hop.get("flags").texts();
    var source = route.text("prefsrc");
    return new Route(
        to.address().family(),
        to.text(),
        gateway == null ? null : IpAddress.canonical(gateway),
        hop.text("dev"),
        source == null ? null : IpAddress.canonical(source),
        route.whole("metric"),
        route.text("protocol"),
        route.text("scope"),
        Objects.requireNonNullElse(route.text("type"), "unicast"),
        Objects.requireNonNullElse(route.text("table"), "main"),
        Digits.small(hop.whole("weight")),
        flags.isEmpty() ? null : String.join(" ", flags));
  }
}
