package dev.casebook.tables.vpn;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A client of an OpenVPN server, from its status; see [OpenvpnStatus] for the forms.
///
/// ```
/// btc,203.0.113.2:39291,7523984,185137,2026-11-22 10:51:49
/// CLIENT_LIST,btc,203.0.113.2:40177,10.8.0.2,,3538,3742,2026-11-22 10:49:29,1795344569,UNDEF,0,0,AES-256-GCM
/// ```
@Row("one client that is connected to OpenVPN")
@Compared(
    key = {"common_name"},
    restless = {
      "real_address",
      "virtual_address",
      "virtual_ipv6_address",
      "bytes_received",
      "bytes_sent",
      "connected_since",
      "connected_at",
      "updated"
    },
    tells = Compared.Tells.TRAFFIC)
public record OpenvpnClient(
    @Column(value = "the client's common name; UNDEF until it has proved it", means = Meaning.NAME)
        String commonName,
    @Column("address and port that the client comes from") String realAddress,
    @Column("IPv4 address it was given; not told by status version 1")
        @Nullable String virtualAddress,
    @Column("IPv6 address it was given; not told by status version 1")
        @Nullable String virtualIpv6Address,
    @Column("bytes received from it") @Nullable Long bytesReceived,
    @Column("bytes sent to it") @Nullable Long bytesSent,
    @Column("since when it is connected, as the file has it") String connectedSince,
    @Column("since when it is connected; not told by status version 1")
        @Nullable Instant connectedAt,
    @Column(value = "name it logged in with, where it had to", means = Meaning.USER)
        @Nullable String username,
    @Column("cipher of the data channel, from OpenVPN 2.5") @Nullable String cipher,
    @Column("the status file's own time, as it has it") @Nullable String updated) {

  public static final Table<OpenvpnClient> TABLE =
      Table.of("openvpn_clients", OpenvpnClient.class)
          .from(OpenvpnStatus.PLACES, OpenvpnClient::parse)
          .sniff(ArtifactName.file("/var/log/openvpn/*status*"), OpenvpnStatus::isHead)
          .example(
              "names that are connected from more than one address",
              """
              select common_name, count(*) as connections from openvpn_clients
              group by common_name having count(*) > 1\
              """);

  private static void parse(Text text, Rows<OpenvpnClient> rows) {
    var status = OpenvpnStatus.of(text, rows);
    for (var entry : status.clients()) {
      rows.add(
          entry.line(),
          new OpenvpnClient(
              entry.cell("Common Name"),
              entry.cell("Real Address"),
              entry.told("Virtual Address"),
              entry.told("Virtual IPv6 Address"),
              Digits.decimal(entry.cell("Bytes Received")),
              Digits.decimal(entry.cell("Bytes Sent")),
              entry.cell("Connected Since"),
              instant(entry.cell("Connected Since (time_t)")),
              entry.told("Username"),
              entry.told("Data Channel Cipher"),
              status.updated()));
    }
  }

  /// The end of the year 9999: what a TIMESTAMP and a reader can take.
  private static final long SECONDS_MAX = 253_402_300_799L;

  private static @Nullable Instant instant(String seconds) {
    var number = Digits.decimal(seconds);
    return number == null || number < 0 || number > SECONDS_MAX
        ? null
        : Instant.ofEpochSecond(number);
  }
}
