package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DhcpLeaseTest {

  private static final String PLACE = "/var/lib/dhcpd/dhcpd.leases";

  @Test
  void ofAnAddressTheLastLeaseOfTheServerCounts() {
    var rows = Sample.root().fileFrom(PLACE, "dhcp_leases/dhcpd.leases").read(DhcpLease.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .containsExactly(
            new DhcpLease(
                "server",
                "192.0.2.10",
                "02:00:00:00:00:0a",
                "web1",
                null,
                null,
                "active",
                Instant.parse("2026-11-22T09:30:00Z"),
                Instant.parse("2026-11-22T10:30:00Z"),
                null,
                PLACE),
            new DhcpLease(
                "server",
                "192.0.2.11",
                null,
                null,
                null,
                null,
                "abandoned",
                Instant.parse("2026-11-22T09:00:00Z"),
                null,
                null,
                PLACE));
  }

  @Test
  void theClientTellsItsServerAndWhatItBoots() {
    var row =
        Sample.loose()
            .fileFrom("saved.leases", "dhcp_leases/dhclient.leases")
            .read(DhcpLease.TABLE)
            .only();

    assertThat(row.role()).isEqualTo("client");
    assertThat(row.device()).isEqualTo("eth0");
    assertThat(row.server()).isEqualTo("192.0.2.2");
    assertThat(row.bootFile()).isEqualTo("pxelinux.0");
    assertThat(row.endsAt()).isEqualTo("2026-11-22T10:30:00Z");
  }

  @Test
  void dnsmasqAndNetworkdTellTheirs() {
    var rows =
        Sample.root()
            .fileFrom("/var/lib/misc/dnsmasq.leases", "dhcp_leases/dnsmasq.leases")
            .file(
                "/run/systemd/netif/leases/2",
                "# private\nADDRESS=192.0.2.77\nSERVER_ADDRESS=192.0.2.2\n")
            .read(DhcpLease.TABLE);

    assertThat(rows.rows())
        .extracting(DhcpLease::address)
        .containsExactly("192.0.2.10", "192.0.2.77");
    assertThat(rows.rows()).extracting(DhcpLease::role).containsExactly("server", "client");
  }

  @Test
  void aLeaseThatIsCutIsRejected() {
    var rows =
        Sample.root()
            .file(
                PLACE,
                "lease 192.0.2.10 {\n  starts 0 2026/11/22 09:00:00;\nlease 192.0.2.11 {\r\n}\r\nwhat\n")
            .read(DhcpLease.TABLE);

    assertThat(rows.only().address()).isEqualTo("192.0.2.11");
    assertThat(rows.coverage().toString()).contains("2 line(s)", "a lease without its end");
  }
}
