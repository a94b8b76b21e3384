package dev.casebook.tables.vpn;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenvpnStatusTest {

  private static final String PLACE = "/var/log/openvpn/status.log";

  private static Sample.Outcome<OpenvpnRoute> routes(String status) {
    return Sample.root().file(PLACE, status).read(OpenvpnRoute.TABLE);
  }

  private static Sample.Outcome<OpenvpnClient> clients(String status) {
    return Sample.root().file(PLACE, status).read(OpenvpnClient.TABLE);
  }

  @Test
  void version1() {
    var status = text("openvpn_routes/status-v1.log");
    assertThat(routes(status).coverage().isComplete()).isTrue();
    assertThat(routes(status).rows())
        .extracting(OpenvpnRoute::network, OpenvpnRoute::learnt, OpenvpnRoute::commonName)
        .containsExactly(
            tuple("172.20.0.0/24", false, "btc"),
            tuple("172.18.10.0/24", false, "btc"),
            tuple("172.20.100.0/24", false, "btc"),
            tuple("10.8.0.2/32", false, "btc"),
            tuple("172.20.0.1/32", true, "btc"));
    assertThat(routes(status).rows().getFirst().updated()).isEqualTo("2026-11-22 10:55:19");
    assertThat(clients(status).only())
        .isEqualTo(
            new OpenvpnClient(
                "btc",
                "203.0.113.2:39291",
                null,
                null,
                7523984L,
                185137L,
                "2026-11-22 10:51:49",
                null,
                null,
                null,
                "2026-11-22 10:55:19"));
  }

  @Test
  void version2WithLineEndsOfTheManagementInterface() {
    var status = text("openvpn_routes/status2-after-fix.txt");
    assertThat(routes(status).rows())
        .extracting(OpenvpnRoute::network)
        .containsExactly(
            "172.20.0.0/24", "172.18.10.0/24", "172.20.100.0/24", "10.8.0.2/32", "172.20.100.1/32");
    assertThat(clients(status).only())
        .isEqualTo(
            new OpenvpnClient(
                "btc",
                "203.0.113.2:40177",
                "10.8.0.2",
                null,
                3538L,
                3742L,
                "2026-11-22 10:49:29",
                Instant.ofEpochSecond(1795344569),
                null,
                "AES-256-GCM",
                "2026-11-22 10:49:40"));
  }

  @Test
  void aSessionWithAllThreeVersionsCountsEachRouteOnce() {
    var session = text("openvpn_routes/management-session.txt");
    var read = routes(session);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .extracting(OpenvpnRoute::network, OpenvpnRoute::learnt)
        .containsExactly(
            tuple("172.20.0.1/32", true),
            tuple("10.8.0.2/32", false),
            tuple("172.18.10.0/24", false),
            tuple("172.20.0.0/24", false));
    assertThat(read.cited().getFirst()).as("version 3, with tabs").contains("ROUTING_TABLE\t172");
    assertThat(clients(session).only().virtualAddress()).isEqualTo("10.8.0.2");
  }

  @Test
  void headsOfOlderVersionsNameTheirOwnCells() {
    // OpenVPN 2.3 has no IPv6 address and no cipher.
    var read =
        clients(
            """
            TITLE,OpenVPN 2.3.10 x86_64-pc-linux-gnu
            TIME,Fri Apr 18 17:05:02 2014,1397811902
            HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Username
            CLIENT_LIST,btc,203.0.113.2:45721,10.8.0.38,1,2,Fri Apr 18 16:00:00 2014,1397808000,alice
            HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)
            GLOBAL_STATS,Max bcast/mcast queue length,0
            END
            """);
    assertThat(read.only())
        .isEqualTo(
            new OpenvpnClient(
                "btc",
                "203.0.113.2:45721",
                "10.8.0.38",
                null,
                1L,
                2L,
                "Fri Apr 18 16:00:00 2014",
                Instant.ofEpochSecond(1397808000),
                "alice",
                null,
                "Fri Apr 18 17:05:02 2014"));
  }

  @Test
  void aServerWithoutClientsIsCompleteAndEmpty() {
    var read =
        routes(
            """
            OpenVPN CLIENT LIST
            Updated,2026-11-22 10:55:19
            Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
            ROUTING TABLE
            Virtual Address,Common Name,Real Address,Last Ref
            GLOBAL STATS
            Max bcast/mcast queue length,0
            END
            """);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @Test
  void inTapModeTheAddressIsAHardwareAddress() {
    var read =
        routes(
            """
            OpenVPN CLIENT LIST
            ROUTING TABLE
            Virtual Address,Common Name,Real Address,Last Ref
            52:54:00:aa:00:01@0,btc,203.0.113.2:1194,2026-11-22 10:51:49
            2001:0db8::/64,btc,203.0.113.2:1194,2026-11-22 10:51:49
            END
            """);
    assertThat(read.rows())
        .extracting(OpenvpnRoute::network)
        .containsExactly("52:54:00:aa:00:01@0", "2001:db8::/64");
  }

  @Test
  void aLineCutShortIsRejected() {
    var status = text("openvpn_routes/status-v1.log");
    var read =
        routes(
            status.substring(
                0, status.indexOf(",btc,203.0.113.2:39291,2026-11-22 10:51:49\n172.18")));
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().reason()).contains("fewer cells than its head has");
  }

  @Test
  void aStatusIsKnownByItsBeginning() {
    for (var sample : List.of("status-v1.log", "status2-after-fix.txt", "management-session.txt")) {
      assertThat(OpenvpnRoute.TABLE.recognise(text("openvpn_routes/" + sample)))
          .as(sample)
          .isPresent();
    }
    assertThat(OpenvpnRoute.TABLE.recognise("OpenVPN 2.6.14 x86_64\n")).isEmpty();
  }
}
