package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameServerTest {

  private static final String FILE = "/etc/resolv.conf";

  @Test
  void theFileTellsServersInTheirOrder() {
    var outcome = Sample.root().fileFrom(FILE, "name_servers/resolv.conf").read(NameServer.TABLE);
    assertThat(outcome.coverage().isComplete()).isTrue();
    assertThat(outcome.rows())
        .containsExactly(
            new NameServer(
                "192.0.2.53", null, 1, null, "example.com,example.net", "edns0 trust-ad", FILE),
            new NameServer(
                "2001:db8::53", null, 2, null, "example.com,example.net", "edns0 trust-ad", FILE));
  }

  @Test
  void resolvedTellsThemByLinkBesideTheFile() {
    var outcome =
        Sample.root()
            .file(FILE, "nameserver 127.0.0.53\n")
            .commandFrom("resolvectl status", "name_servers/resolvectl_status-245")
            .read(NameServer.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .extracting(
            NameServer::server, NameServer::device, NameServer::current, NameServer::domains)
        .containsExactly(
            tuple("127.0.0.53", null, null, null),
            tuple("192.0.2.53", "ens3", false, "example.com,example.net"),
            tuple("192.0.2.54", "ens3", true, "example.com,example.net"),
            tuple("2001:db8::53", "ens3", false, "example.com,example.net"));
  }

  @Test
  void newerOnesStandInOneLineWithNamesAndPorts() {
    var rows =
        Sample.loose()
            .fileFrom("saved.txt", "name_servers/resolvectl_status-252")
            .read(NameServer.TABLE);
    assertThat(rows.coverage().isComplete()).as(rows.coverage().reason()).isTrue();
    assertThat(rows.rows())
        .extracting(NameServer::server, NameServer::current, NameServer::domains)
        .containsExactly(
            tuple("192.0.2.53", true, "~.,example.com"),
            tuple("2001:db8::53", false, "~.,example.com"),
            tuple("fe80::1", false, "~.,example.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nameserver\n", "garbage here\n", "DNS Servers: 192.0.2.1\n"})
  void whatIsNoLineOfItIsRejected(String line) {
    var outcome =
        Sample.root().file(FILE, "nameserver 192.0.2.1\r\n" + line).read(NameServer.TABLE);
    assertThat(outcome.only().server()).isEqualTo("192.0.2.1");
    assertThat(outcome.coverage().isComplete()).isFalse();
  }
}
