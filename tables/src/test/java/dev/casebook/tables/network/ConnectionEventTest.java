package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Samples of conntrack 1.4.7.
class ConnectionEventTest {

  @Test
  void anEntryThatIsOlderThanTheNatRuleIsSeenToTheEnd() {
    var read =
        Sample.root()
            .commandFrom("conntrack -E -o timestamp,id,extended", "connection_events/stale-entry")
            .read(ConnectionEvent.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows())
        .extracting(
            ConnectionEvent::event,
            ConnectionEvent::icmpId,
            ConnectionEvent::replyDst,
            ConnectionEvent::unreplied,
            ConnectionEvent::byProgram,
            ConnectionEvent::program)
        .startsWith(
            tuple("NEW", 14640, "fd00:7a23::466", true, false, null),
            tuple("NEW", 53764, "2001:db8:ff00::1:212", true, false, null),
            tuple("UPDATE", 53764, "2001:db8:ff00::1:212", false, false, null),
            tuple("DESTROY", 53764, "2001:db8:ff00::1:212", false, true, "conntrack"),
            tuple("DESTROY", 14640, "fd00:7a23::466", true, true, null));
    assertThat(read.rows().getFirst().time())
        .isEqualTo(Instant.parse("2026-11-22T10:40:35.461111Z"));
  }

  @Test
  void eventsOfAllProtocolsAreRead() {
    var read =
        Sample.loose()
            .fileFrom("events.txt", "connection_events/mixed")
            .read(ConnectionEvent.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows())
        .extracting(ConnectionEvent::protocol, ConnectionEvent::event, ConnectionEvent::state)
        .contains(
            tuple("tcp", "NEW", "SYN_SENT"),
            tuple("tcp", "UPDATE", "ESTABLISHED"),
            tuple("udp", "DESTROY", null),
            tuple("icmp", "NEW", null));
    assertThat(
            Sample.loose().fileFrom("e", "connection_events/mixed").read(Connection.TABLE).rows())
        .isEmpty();
  }

  @Test
  void xmlAndPlainEventsAgree() {
    var xml = Sample.root().commandFrom("conntrack -E -o xml", "connection_events/xml");
    var plain = Sample.root().commandFrom("conntrack -E", "connection_events/plain");
    assertThat(xml.read(ConnectionEvent.TABLE).rows())
        .extracting(
            ConnectionEvent::event,
            ConnectionEvent::src,
            ConnectionEvent::replySrc,
            ConnectionEvent::unreplied)
        .isNotEmpty()
        .isEqualTo(
            plain.read(ConnectionEvent.TABLE).rows().stream()
                .map(e -> tuple(e.event(), e.src(), e.replySrc(), e.unreplied()))
                .toList());
  }

  @Test
  void anEntryIsNoEvent() {
    var read =
        Sample.root()
            .commandFrom("conntrack -E", "connections/conntrack-L-mixed.txt")
            .read(ConnectionEvent.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().reason()).contains("no event of a connection");
  }
}
