package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about two days of search for one subnet behind an OpenVPN client: what its author
/// showed of the server, its log with the letters that `verb 5` prints for each packet, as it was
/// broken into lines.
class MissingIroutePostTest {

  private static final String NOTE = "openvpn-missing-iroute";

  private static final String LAB = "vpn/openvpn-missing-iroute/fires/lab";

  private static final String LOG =
      """
      wrWrWRwRwrWRwrWRwRwrWrWRwRFri Apr 18 17:05:02 2014 us=291047 btc/111.111.111.111:45721 MULTI: bad source address from client [111.111.111.111], packet dropped
      RwRwRwrWRwRwRwRwRwRwrWRwrWRwrWrWRwrWRwRwrWRwrWrWRwRwrWrWrWRwrWRwRw
      RwRwRwRFri Apr 18 17:05:10 2014 us=132323 btc/111.111.111.111:45721 MULTI: Learn: 10.8.0.38 -> btc/111.111.111.111:45721
      RwrWRwRwRwrWrWrWRwRwrWrWRwrWRwRwRwrWrWrWRwRwrWrWRwrWRwRwRwrWrWR
      i Apr 18 17:06:07 2014 us=891600 btc/111.111.111.111:45721 MULTI: Learn: 10.8.0.126 -> btc/111.111.111.111:45721
      RwrWrWRwrWrWRwrWRwRFri Apr 18 17:06:29 2014 us=146563 btc/111.111.111.111:45721 MULTI: Learn: 10.8.0.26 -> btc/11
      1.111.111.111:45721
      """;

  private static final String ROUTES =
      """
      172.20.100.0     0.0.0.0         255.255.255.0   U     0      0        0 tun0
      172.20.0.0       0.0.0.0         255.255.255.0   U     0      0        0 tun0
      """;

  private static final String TRACE =
      """
      HOST: github-jaseywang-me            Loss%   Snt   Last   Avg  Best  Wrst StDev
        1.|– 192.168.1.24               0.0%    10    0.5   0.4   0.3   0.5   0.1
        2.|– ???                       100.0    10    0.0   0.0   0.0   0.0   0.0
      """;

  /// From one of the subnets that worked.
  private static final String GOOD_TRACE =
      """
      HOST: host-2.umops.us               Loss%   Snt   Last   Avg  Best  Wrst StDev
        1. 172.20.0.248                  0.0%    10    0.7   0.5   0.4   0.7   0.1
        2. 172.16.1.254                  0.0%    10    5.7   2.3   0.6   8.6   2.8
        3. 172.18.10.254                  0.0%    10    0.3   0.3   0.3   0.4   0.0
        4. 192.168.4.1                   0.0%    10    6.9   5.6   2.6  24.5   6.8
        5. 192.168.1.26                  0.0%    10   17.6  10.2   2.9  36.2  10.5
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void theLogAloneIsEnough() {
    var pasted = Launch.withInput(LOG, "diagnose", "-");

    assertThat(pasted.status()).isEqualTo(1);
    assertThat(pasted.output()).contains(NOTE);
  }

  /// The author masked the source of the dropped packet, so that no route of the kernel covers it.
  @Test
  void withItsRoutesAndItsTraceTheServerIsToldTheSame() {
    var server = server().with("commands/mtr_172.20.100.1_-r_-n", TRACE);

    assertThat(server.found()).containsExactly(NOTE + " 111.111.111.111");
    assertThat(server.said(NOTE))
        .contains("OpenVPN drops what client btc sends from 111.111.111.111 (1 packet in the log)")
        .contains("unknown A trace ends at one of the two ends of the tunnel");
    server.with(
        "commands/ip_addr", "2: eth0: <UP> mtu 1500\n    inet 192.168.1.24/24 scope global eth0\n");
    assertThat(server.said(NOTE))
        .contains("supported A trace ends at one of the two ends of the tunnel 1.|– 192.168.1.24");
  }

  private PostedEvidence server() {
    return posted()
        .with("etc/hostname", "dl-vpn\n")
        .with("var/log/openvpn.log", LOG)
        .with("commands/route_-n", ROUTES);
  }

  /// Such a client may only have let a packet slip into the tunnel.
  @Test
  void whereATraceIsAnsweredAStrayPacketIsNoFinding() {
    assertThat(server().with("commands/mtr_192.168.1.26_-n_-r", GOOD_TRACE).found()).isEmpty();
  }

  @Test
  void aServerWithItsConfigurationIsWalkedToTheMissingLine() {
    var other = posted().like(LAB, MissingIroutePostTest::elsewhere);

    assertThat(other.found()).containsExactly(NOTE + " 10.77.3.0/24");
    assertThat(other.said(NOTE))
        .contains("fra-gw · 10.77.3.0/24")
        .contains("OpenVPN drops what client muc sends from 10.77.3.1 (51 packets in the log)")
        .contains("supported OpenVPN has no route of its own to a network that the kernel sends it")
        .contains("+ iroute 10.77.3.0 255.255.255.0");
  }

  private static String elsewhere(String text) {
    return text.replace("172.20.100.", "10.77.3.")
        .replace("btc", "muc")
        .replace("dl-vpn1", "fra-gw")
        .replace("2026-11-22", "2027-02-03");
  }

  @Test
  void whatLooksAlikeIsNotCalledSo() {
    for (var rival :
        new String[] {
          "client-leaks-its-outer-address", "kernel-route-missing", "client-not-connected", "mended"
        }) {
      var host = new PostedEvidence(folder.resolve(rival));
      host.like("vpn/openvpn-missing-iroute/clear/" + rival, MissingIroutePostTest::elsewhere);
      assertThat(host.found()).as(rival).isEmpty();
    }
  }
}
