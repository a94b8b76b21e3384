package dev.casebook.tables.vpn;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route inside OpenVPN, from its status file in any of the three versions.
///
/// ```
/// ROUTING TABLE                                                       (status-version 1)
/// Virtual Address,Common Name,Real Address,Last Ref
/// 172.20.0.0/24,btc,203.0.113.2:39291,2026-11-22 10:51:49
///
/// ROUTING_TABLE,172.20.0.0/24,btc,203.0.113.2:40177,2026-11-22 10:49:29,1795344569   (2; 3 has tabs)
/// ```
///
/// A learnt address ends in `C` (cached) in the file.
@Row("one address or network that OpenVPN sends to one client")
public record OpenvpnRoute(
    @Column("address or network behind the client, in CIDR form") String network,
    @Column("whether it was learnt from a packet (cached) and not told by iroute or the pool")
        boolean learnt,
    @Column("the client's common name") String commonName,
    @Column("address and port that the client comes from") String realAddress,
    @Column("when a packet last used the route, as the file has it") String lastReference,
    @Column("the status file's own time, as it has it") @Nullable String updated) {

  public static final Table<OpenvpnRoute> TABLE =
      Table.of("openvpn_routes", OpenvpnRoute.class)
          .from(
              List.of(
                  ArtifactName.file("/var/log/openvpn/*status*"),
                  ArtifactName.file("/run/openvpn/**/*status*"),
                  ArtifactName.file("/run/openvpn-server/*status*"),
                  ArtifactName.file("/etc/openvpn/**/*status*.log"),
                  ArtifactName.file("/var/log/openvpn-status*.log")),
              OpenvpnRoute::parse)
          .sniff(
              ArtifactName.file("/var/log/openvpn/status.log"),
              head ->
                  head.startsWith("OpenVPN CLIENT LIST")
                      || head.startsWith("TITLE,OpenVPN")
                      || head.startsWith("TITLE\tOpenVPN"))
          .example(
              "which networks lie behind which client",
              "select network, common_name from openvpn_routes where not learnt");

  private static final String V1_TITLE = "ROUTING TABLE";

  static void parse(Text text, Rows<OpenvpnRoute> rows) {
    boolean inRoutes = false;
    String updated = null;
    for (var line : text.lines()) {
      var cells = line.text().split("[,\t]", -1);
      switch (cells[0]) {
        case "Updated", "TIME" -> updated = cells.length > 1 ? cells[1] : null;
        case V1_TITLE -> inRoutes = true;
        case "GLOBAL STATS" -> inRoutes = false;
        case "Virtual Address" -> {
          // The head of the list.
        }
        case "ROUTING_TABLE" -> row(line, cells, 1, updated, rows);
        default -> {
          if (inRoutes) {
            row(line, cells, 0, updated, rows);
          }
        }
      }
    }
  }

  private static void row(
      Line line, String[] cells, int first, @Nullable String updated, Rows<OpenvpnRoute> rows) {
    if (cells.length < first + 4) {
      rows.reject(line, "fewer than four cells");
      return;
    }
    var address = cells[first];
    boolean learnt = address.endsWith("C");
    var plain = learnt ? address.substring(0, address.length() - 1) : address;
    rows.add(
        line,
        new OpenvpnRoute(
            withLength(plain),
            learnt,
            cells[first + 1],
            cells[first + 2],
            cells[first + 3],
            updated));
  }

  private static String withLength(String address) {
    if (address.contains("/")) {
      return address;
    }
    return address + (address.contains(":") ? "/128" : "/32");
  }
}
