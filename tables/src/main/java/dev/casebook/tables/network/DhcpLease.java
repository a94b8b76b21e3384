package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An address that DHCP gave out: as the server keeps it, or as the client does.
///
/// ```
/// lease 192.0.2.10 {                                                 (ISC dhcpd, dhclient)
///   starts 0 2026/11/22 10:00:00;
///   binding state active;
///   hardware ethernet 02:00:00:00:00:0a;
/// }
/// 1795341600 02:00:00:00:00:0a 192.0.2.10 web1 01:02:00:00:00:00:0a  (dnsmasq)
/// ADDRESS=192.0.2.10                                                 (systemd-networkd)
/// ```
///
/// A server's file is a journal: of one address the last lease counts. Source: dhcpd.leases(5),
/// dhclient.leases(5), dnsmasq(8), systemd's `sd-dhcp-lease.c`.
@Row("one lease of an address by DHCP; of several of one address in a file the last counts")
@Compared(
    key = {"role", "address", "file"},
    restless = {"starts_at", "ends_at"},
    ofHost = {"address", "hardware_address", "client_name"})
public record DhcpLease(
    @Column("server or client: who keeps it") String role,
    @Column("the address") String address,
    @Column("hardware address of the client; NULL where it is not told")
        @Nullable String hardwareAddress,
    @Column(value = "name that the client gave", means = Meaning.HOST) @Nullable String clientName,
    @Column(value = "interface of the client", name = "interface") @Nullable String device,
    @Column("address of the server, as the client knows it") @Nullable String server,
    @Column("active, free, expired, released, abandoned, backup, …; NULL where it is not told")
        @Nullable String state,
    @Column("when it was given") @Nullable Instant startsAt,
    @Column("when it ends; NULL if never or not told") @Nullable Instant endsAt,
    @Column("name of the file that the server tells the client to boot") @Nullable String bootFile,
    @Column("path of the file") String file) {

  private static final ArtifactName OF_SERVER = ArtifactName.file("/var/lib/dhcpd/dhcpd.leases");
  private static final ArtifactName OF_CLIENT = ArtifactName.file("/var/lib/dhcp/dhclient.leases");
  private static final ArtifactName DNSMASQ = ArtifactName.file("/var/lib/misc/dnsmasq.leases");

  public static final Table<DhcpLease> TABLE =
      Table.of("dhcp_leases", DhcpLease.class)
          .from(
              List.of(
                  OF_SERVER,
                  OF_CLIENT,
                  DNSMASQ,
                  ArtifactName.file("/var/lib/dhcpd/*.leases"),
                  ArtifactName.file("/var/lib/dhcp/*.leases"),
                  ArtifactName.file("/var/lib/dhclient/*.lease*"),
                  ArtifactName.file("/var/lib/NetworkManager/dhclient-*.lease"),
                  ArtifactName.file("/var/lib/dnsmasq/*.leases"),
                  ArtifactName.file("/var/lib/libvirt/dnsmasq/*.leases"),
                  ArtifactName.file("/run/systemd/netif/leases/*")),
              LeaseFile::parse)
          .sniff(OF_SERVER, head -> head.matches("(?s)(?:[^{]*\\n)?lease [0-9.]{7,15} \\{.*"))
          .sniff(OF_CLIENT, head -> head.matches("(?s)(?:[^{]*\\n)?lease \\{\\s.*"))
          .sniff(
              DNSMASQ,
              head ->
                  head.matches(
                      "(?s)[0-9]{1,11} (?:[0-9a-f]{2}:){5}[0-9a-f]{2} [0-9.]{7,15} \\S+ \\S+\\s.*"))
          .example(
              "addresses that are in use just now",
              """
              select address, hardware_address, client_name, ends_at from dhcp_leases
              where role = 'server' and state = 'active' order by ends_at\
              """);
}
