package dev.casebook.tables.vpn;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import org.jspecify.annotations.Nullable;

/// A route inside OpenVPN, from its status; see [OpenvpnStatus] for the forms.
///
/// ```
/// 172.20.0.0/24,btc,203.0.113.2:39291,2026-11-22 10:51:49
/// ROUTING_TABLE,172.20.0.1C,btc,203.0.113.2:40177,2026-11-22 10:49:29,1795344569
/// ```
///
/// A learnt address ends in `C` (cached) in the file.
@Row("one address or network that OpenVPN sends to one client")
@Compared(
    key = {"network", "common_name"},
    restless = {"real_address", "last_reference", "updated"},
    tells = Compared.Tells.TRAFFIC)
public record OpenvpnRoute(
    @Column("address or network behind the client, in CIDR form; a hardware address in tap mode")
        String network,
    @Column("whether it was learnt from a packet (cached) and not told by iroute or the pool")
        boolean learnt,
    @Column(value = "the client's common name", means = Meaning.NAME) String commonName,
    @Column("address and port that the client comes from") String realAddress,
    @Column("when a packet last used the route, as the file has it") String lastReference,
    @Column("the status file's own time, as it has it") @Nullable String updated) {

  public static final Table<OpenvpnRoute> TABLE =
      Table.of("openvpn_routes", OpenvpnRoute.class)
          .from(OpenvpnStatus.PLACES, OpenvpnRoute::parse)
          .sniff(ArtifactName.file("/var/log/openvpn/*status*"), OpenvpnStatus::isHead)
          .example(
              "which networks lie behind which client",
              "select network, common_name from openvpn_routes where not learnt");

  private static void parse(Text text, Rows<OpenvpnRoute> rows) {
    var status = OpenvpnStatus.of(text, rows);
    for (var entry : status.routes()) {
      var address = entry.cell("Virtual Address");
      boolean learnt = address.endsWith("C");
      var plain = learnt ? address.substring(0, address.length() - 1) : address;
      rows.add(
          entry.line(),
          new OpenvpnRoute(
              IpNetwork.of(plain).map(IpNetwork::text).orElse(plain),
              learnt,
              entry.cell("Common Name"),
              entry.cell("Real Address"),
              entry.cell("Last Ref"),
              status.updated()));
    }
  }
}
