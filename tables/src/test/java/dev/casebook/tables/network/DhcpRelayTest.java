package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class DhcpRelayTest {

  private static final String PLACE = "/etc/default/isc-dhcp-relay";

  private static Sample.Outcome<DhcpRelay> read(String content) {
    return Sample.root().file(PLACE, content).read(DhcpRelay.TABLE);
  }

  @Test
  void theFileAsDebianBringsItNamesNoServer() {
    var outcome = Sample.root().fileFrom(PLACE, "dhcp_relays/isc-dhcp-relay").read(DhcpRelay.TABLE);
    assertThat(outcome.coverage().isComplete()).isTrue();
    assertThat(outcome.only()).isEqualTo(new DhcpRelay(null, null, null, null, null, PLACE));
  }

  @Test
  void optionsNameInterfacesToo() {
    assertThat(
            read("SERVERS='192.0.2.10 192.0.2.11'\nINTERFACES=lan0\r\nOPTIONS=\"-a -iu tun0 -id lan1 -i lan2\" # why\n")
                .only())
        .isEqualTo(
            new DhcpRelay(
                "lan0,lan2",
                "tun0",
                "lan1",
                "192.0.2.10,192.0.2.11",
                "-a -iu tun0 -id lan1 -i lan2",
                PLACE));
  }

  @Test
  void whatAShellWouldFirstWorkOutIsNotGuessed() {
    var outcome = read("SERVERS=\"$(hostname)\"\nINTERFACES=\"lan0\"\nif true; then\n");
    assertThat(outcome.only().servers()).isNull();
    assertThat(outcome.coverage().isComplete()).isFalse();
    assertThat(outcome.coverage().reason()).contains("2 ");
  }

  @Test
  void anOptionAtTheEndNamesNothing() {
    assertThat(read("OPTIONS=\"-iu\"\nSERVERS=\"192.0.2.10\nINTERFACES=\"\"\n").only().upstream())
        .isNull();
  }
}
