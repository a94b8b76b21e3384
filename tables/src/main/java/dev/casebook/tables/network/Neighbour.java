package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An entry of the kernel's neighbour table: the hardware address of an address on the same link,
/// found by ARP or by neighbour discovery.
///
/// ```
/// 192.0.2.1 dev eth0 lladdr c2:ea:2c:bd:76:bb ref 1 used 5/5/5 probes 4 REACHABLE      (ip -s -s neigh)
/// 192.0.2.77 dev eth0 FAILED
/// 192.0.2.1        0x1         0x2         c2:ea:2c:bd:76:bb     *        eth0         (/proc/net/arp)
/// ```
///
/// `/proc/net/arp` and arp(8) show IPv4 alone, and of a state only whether there is an address.
/// Source: ip-neighbour(8), the kernel's net/ipv4/arp.c.
@Row("one neighbour, or one address of a neighbour")
@Compared(
    key = {"address", "interface", "namespace"},
    restless = {"state", "used_s", "confirmed_s", "updated_s", "probes"},
    tells = Compared.Tells.TRAFFIC)
public record Neighbour(
    @Column("ipv4 or ipv6") String family,
    @Column("its address") String address,
    @Column(value = "interface that leads to it", name = "interface") String device,
    @Column("its hardware address; none while it is looked for or was not found")
        @Nullable String mac,
    @Column(
            "REACHABLE, STALE, DELAY, PROBE, PERMANENT, NOARP, INCOMPLETE (asked, no answer yet),"
                + " FAILED (no answer); of arp COMPLETE or INCOMPLETE")
        String state,
    @Column("whether it said that it is a router (IPv6)") boolean router,
    @Column("whether this host answers in its place") boolean proxy,
    @Column("seconds since it was last used") @Nullable Long usedS,
    @Column("seconds since it was last confirmed to be there") @Nullable Long confirmedS,
    @Column("seconds since its address or state last changed") @Nullable Long updatedS,
    @Column("questions sent since it was last confirmed") @Nullable Long probes,
    @Column("network namespace; NULL for the host's own") @Nullable String namespace) {

  static final List<String> IN_NAMESPACES =
      List.of("ip -s -s neigh show", "ip -s neigh show", "ip neigh show", "ip neigh");

  public static final Table<Neighbour> TABLE =
      Table.of("neighbours", Neighbour.class)
          .command("ip -s -json neigh show", Neighbour::parse)
          .command("ip -json neigh", Neighbour::parse)
          .command("ip -j neigh", Neighbour::parse)
          .command("ip -s -s neigh show", Neighbour::parse)
          .command("ip neigh show", Neighbour::parse)
          .command("ip neigh", Neighbour::parse)
          .command("ip neighbour", Neighbour::parse)
          .from(
              List.of(
                  ArtifactName.command("ip -4 neighbor show nud all"),
                  ArtifactName.command("ip -6 neighbor show nud all")),
              Neighbour::parse)
          .file("/proc/net/arp", Neighbour::parse)
          .command("arp -n", Neighbour::parse)
          .command("arp -an", Neighbour::parse)
          .alongside(NetworkNamespace.each(IN_NAMESPACES))
          .sniff(
              ArtifactName.command("ip neigh"),
              head ->
                  head.lines()
                      .findFirst()
                      .orElse("")
                      .matches("[0-9a-f.:]+ dev \\S+ (?:lladdr \\S+ .*)?[A-Z]{4,10} *"))
          .sniff(
              ArtifactName.command("ip -json neigh"),
              head ->
                  head.matches(
                      "(?s)\\[\\{\"dst\":\"[^\"]*\",\"dev\":\"[^\"]*\",(?:\"lladdr\"|\"state\").*"))
          .sniff(
              ArtifactName.file("/proc/net/arp"),
              head -> head.startsWith("IP address       HW type"))
          .sniff(
              ArtifactName.command("arp -n"),
              head -> head.matches("(?s)Address +HWtype +HWaddress .*"))
          .example(
              "who did not answer",
              "select address, interface, state from neighbours where state in ('FAILED', 'INCOMPLETE')")
          .example(
              "hardware addresses that stand for several addresses",
              """
              select mac, count(*) as addresses from neighbours
              where state <> 'NOARP' and namespace is null
              group by mac having count(*) > 1\
              """);

  static void parse(Text text, Rows<Neighbour> rows) {
    var namespace = NetworkNamespace.of(text, IN_NAMESPACES);
    var first = text.lines().stream().filter(line -> !line.isNoise()).findFirst();
    var head = first.map(Line::text).orElse("");
    if (head.startsWith("[") || head.startsWith("{")) {
      parseJson(text, rows);
    } else if (head.startsWith("IP address")
        || head.startsWith("Address ")
        || head.startsWith("? (")) {
      rows.lacksRows("tells nothing of IPv6");
      ArpListing.parse(text, rows);
    } else {
      for (var line : text.lines()) {
        if (!line.isNoise()) {
          IpNeighbour.parse(line, namespace, rows);
        }
      }
    }
  }

  private static void parseJson(Text text, Rows<Neighbour> rows) {
    Json.elements(
        text,
        rows,
        entry -> {
          if (entry.names().isEmpty()) {
            return;
          }
          var told = Objects.requireNonNullElse(entry.text("dst"), "");
          var address = IpAddress.of(told);
          var device = entry.text("dev");
          if (address.isEmpty() || device == null) {
            rows.reject(new Line(entry.offset(), told), "no neighbour");
            return;
          }
          var states = entry.get("state").texts();
          rows.add(
              entry.offset(),
              new Neighbour(
                  address.get().family(),
                  address.get().text(),
                  device,
                  entry.text("lladdr"),
                  states.isEmpty() ? "NONE" : String.join(" ", states),
                  entry.has("router"),
                  entry.has("proxy"),
                  entry.whole("used"),
                  entry.whole("confirmed"),
                  entry.whole("updated"),
                  entry.whole("probes"),
                  null));
        });
  }
}
