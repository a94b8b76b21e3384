package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.casebook.tables.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Samples of iputils 20221126, fping 5.1 and SmokePing 2.7.3.
class ProbeTest {

  private static Sample.Outcome<Probe> read(String resource) {
    var outcome = Sample.loose().fileFrom("probes.txt", "probes/" + resource).read(Probe.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    return outcome;
  }

  /// What the tool's own summary says, or what was counted by hand where it has none.
  @ParameterizedTest
  @CsvSource({
    "ping-D-O, 192.168.1.26, 400, 5",
    "ping-q, 203.0.113.20, 100, 12",
    "ping-unreachable, 192.0.2.77, 4, 4",
    "fping-C-clean, 192.168.1.26, 20, 0",
    "fping-C-clean, 192.168.1.99, 20, 20",
    "fping-C-loss, 192.168.1.26, 200, 1",
    "fping-C-full, 203.0.113.77, 10, 10",
    "fping-c, 203.0.113.20, 5, 1",
    "fping-l-Q, 192.168.1.26, 446, 6"
  })
  void sumsAreThoseOfTheTool(String sample, String target, int sent, int lost) {
    var rows = read(sample).rows().stream().filter(row -> row.target().equals(target)).toList();
    assertThat(rows.stream().mapToInt(Probe::sent).sum()).isEqualTo(sent);
    assertThat(rows.stream().mapToDouble(Probe::lost).sum()).isEqualTo(lost);
  }

  @Test
  void aProbeHasItsTimeAndItsPlace() {
    assertThat(read("ping-D-O").rows())
        .contains(
            new Probe(
                "probes.txt",
                1,
                "ping",
                "192.168.1.26",
                Instant.parse("2026-11-22T10:52:10.760264Z"),
                2,
                1,
                0,
                0.359,
                null,
                null));
  }

  @Test
  void anAnswerThatComesLateIsNotLost() {
    var late =
        """
        PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.
        64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.1 ms
        no answer yet for icmp_seq=2
        no answer yet for icmp_seq=3
        64 bytes from 192.0.2.1: icmp_seq=2 ttl=64 time=104 ms
        64 bytes from 192.0.2.1: icmp_seq=2 ttl=64 time=105 ms (DUP!)

        --- 192.0.2.1 ping statistics ---
        4 packets transmitted, 2 received, +1 duplicates, 50% packet loss, time 60ms
        rtt min/avg/max/mdev = 0.100/52.050/104.000/51.950 ms
        """;
    var read = Sample.root().command("ping -O", late).read(Probe.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows())
        .extracting(Probe::sequence, Probe::sent, Probe::lost, Probe::rttMs)
        .containsExactly(
            tuple(1, 1, 0.0, 0.1),
            tuple(2, 1, 0.0, 104.0),
            tuple(3, 1, 1.0, null),
            tuple(null, 1, 1.0, null));
  }

  @Test
  void aChinesePingIsRead() {
    var chinese =
        """
        PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.
        64 字节，来自 192.0.2.1: icmp_seq=1 ttl=64 时间=0.046 毫秒

        --- 192.0.2.1 ping 统计 ---
        已发送 2 个包， 已接收 1 个包, 50% packet loss, time 1001ms
        """;
    assertThat(Sample.root().command("ping 192.0.2.1", chinese).read(Probe.TABLE).rows())
        .extracting(Probe::sent, Probe::lost, Probe::rttMs)
        .containsExactly(tuple(1, 0.0, 0.046), tuple(1, 1.0, null));
  }

  @Test
  void aPingThatWasCutSaysSo() {
    var whole = text("probes/ping-D-O");
    var read =
        Sample.root()
            .command("ping -D -O", whole.substring(0, whole.indexOf("---")))
            .read(Probe.TABLE);
    assertThat(read.coverage().reason()).contains("ends before ping has summed up");
  }

  @Test
  void roundsOfSmokePingAreInMilliseconds() {
    var rows = Sample.loose().fileFrom("dl26.csv", "probes/smokeping.csv").read(Probe.TABLE).rows();
    assertThat(rows).isNotEmpty().allMatch(row -> row.sent() == 20 && row.target().equals("dl26"));
    assertThat(rows.getFirst().rttMs()).isCloseTo(0.355, within(1e-9));
    assertThat(rows.getFirst().rttMinMs()).isCloseTo(0.252, within(1e-9));
    assertThat(rows.getFirst().rttMaxMs()).isCloseTo(2.07, within(1e-9));
  }

  @Test
  void theBlackboxExportersProbeIsOne() {
    var metrics =
        """
        # HELP probe_success Displays whether or not the probe was a success
        # TYPE probe_success gauge
        probe_icmp_duration_seconds{phase="rtt"} 0.012146
        probe_duration_seconds 0.0131
        probe_ip_protocol 4
        probe_success 1
        """;
    assertThat(Sample.loose().file("m.txt", metrics).read(Probe.TABLE).only())
        .extracting(Probe::tool, Probe::sent, Probe::lost, Probe::rttMs)
        .isEqualTo(List.of("blackbox", 1, 0.0, 12.146));
  }

  @Test
  void aSeriesOfAnyLengthIsRead() {
    var read =
        Sample.loose().file("f", "192.0.2.1 : " + "0.12 - ".repeat(50_000)).read(Probe.TABLE);
    assertThat(read.rows()).hasSize(100_000);
  }

  @Test
  void otherTextIsNoProbe() {
    var read = Sample.root().command("ping 192.0.2.1", "hello : world\n").read(Probe.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().isThere()).isFalse();
  }
}
