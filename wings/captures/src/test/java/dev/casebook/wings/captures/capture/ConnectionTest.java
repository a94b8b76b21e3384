package dev.casebook.wings.captures.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

  @Test
  void whatSshdTellsIsLeftOutOfAnyFilter() {
    var own = Connection.told("10.0.0.5 51234 10.0.0.7 22").orElseThrow();
    var expression = "(tcp port 51234 and tcp port 22 and host 10.0.0.5 and host 10.0.0.7)";
    assertThat(Connection.without(List.of(own), "")).isEqualTo("not (" + expression + ")");
    assertThat(Connection.without(List.of(own), "udp or icmp"))
        .isEqualTo("(udp or icmp) and not (" + expression + ")");
    assertThat(Connection.without(List.of(), "udp")).isEqualTo("udp");
  }

  @Test
  void anAddressHasOneFormWhoeverTellsIt() {
    assertThat(Connection.told("fe80::1%eth0 5 2001:db8::a 22"))
        .contains(new Connection("fe80:0:0:0:0:0:0:1", 5, "2001:db8:0:0:0:0:0:a", 22));
    assertThat(Connection.told("::ffff:10.0.0.5 5 ::1 22").orElseThrow())
        .hasToString("10.0.0.5:5 to [::1]:22");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "UNKNOWN 65535 UNKNOWN 65535",
        "10.0.0.5) or (udp 1 10.0.0.7 22",
        "10.0.0.5 70000 10.0.0.7 22",
        ":::: 5 10.0.0.7 22",
        "10.0.0.5 5 10.0.0.7 22 or udp"
      })
  void whatIsNoConnectionIsNotPutIntoAFilter(String told) {
    assertThat(Connection.told(told)).isEmpty();
  }

  @Test
  void theKernelsWordsAreReadAsAddresses() throws Exception {
    assertThat(OwnSockets.address("0100007F")).isEqualTo("127.0.0.1");
    assertThat(OwnSockets.address("B80D0120000000000000000001000000"))
        .isEqualTo("2001:db8:0:0:0:0:0:1");
  }
}
