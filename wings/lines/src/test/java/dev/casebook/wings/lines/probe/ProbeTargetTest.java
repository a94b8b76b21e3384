package dev.casebook.wings.lines.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTargetTest {

  @ParameterizedTest
  @CsvSource({
    "office=icmp:203.0.113.1, office, ICMP, 203.0.113.1, 0",
    "icmp:2001:db8::1, icmp:2001:db8::1, ICMP, 2001:db8::1, 0",
    "mail=tcp:[2001:db8::25]:25, mail, TCP, 2001:db8::25, 25",
    "the line=udp:gw1.example.net:7, the line, UDP, gw1.example.net, 7",
    "tcp:web1:443, tcp:web1:443, TCP, web1, 443"
  })
  void eachFormIsRead(String text, String name, ProbeTarget.Kind kind, String host, int port) {
    assertThat(ProbeTarget.of(text)).hasValue(new ProbeTarget(name, kind, host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web1", "udp:web1", "icmp:web1:7", "tcp:web1:70000", "a,b=icmp:web1", "="})
  void whatIsNoneIsNotGuessed(String text) {
    assertThat(ProbeTarget.of(text)).isEmpty();
  }

  @Test
  void aRowIsReadAsItIsWritten() {
    var row =
        new ProbeRow(
            Instant.parse("2026-11-28T08:00:00.123Z"),
            "office",
            "icmp",
            ProbeRow.Outcome.OK,
            337,
            "");
    assertThat(ProbeRow.of(row.line())).hasValue(row);
    assertThat(ProbeRow.of(row.line().substring(0, 30))).isEmpty();
    assertThat(ProbeRow.of(ProbeRow.HEADER)).isEmpty();
  }
}
