package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Samples of iproute2 6.1 and net-tools 2.10: one neighbour answered, one did not.
class NeighbourTest {

  @ParameterizedTest
  @CsvSource({
    "ip neigh, ip-neigh, REACHABLE, FAILED",
    "ip -s -s neigh show, ip-s-s-neigh, REACHABLE, FAILED",
    "ip -s -json neigh show, ip-s-json-neigh, REACHABLE, FAILED",
    "arp -n, arp-n, COMPLETE, INCOMPLETE",
    "arp -an, arp-an, COMPLETE, INCOMPLETE"
  })
  void everyFormTellsWhoAnswered(String command, String sample, String known, String unknown) {
    var read = Sample.root().commandFrom(command, "neighbours/" + sample).read(Neighbour.TABLE);
    assertThat(read.rows())
        .extracting(
            Neighbour::family,
            Neighbour::address,
            Neighbour::device,
            Neighbour::mac,
            Neighbour::state)
        .containsExactly(
            tuple("ipv4", "192.0.2.1", "eth0", "c2:ea:2c:bd:76:bb", known),
            tuple("ipv4", "192.0.2.77", "eth0", null, unknown));
    assertThat(read.coverage().isComplete()).isEqualTo(!command.startsWith("arp"));
  }

  @Test
  void theKernelsFileKnowsIpv4Alone() {
    var read = Sample.root().fileFrom("/proc/net/arp", "neighbours/arp").read(Neighbour.TABLE);
    assertThat(read.rows()).extracting(Neighbour::state).containsExactly("COMPLETE", "INCOMPLETE");
    assertThat(read.coverage().reason()).contains("tells nothing of IPv6");
  }

  @Test
  void statisticsAreTheSameInBothForms() {
    for (var sample : List.of("ip-s-s-neigh", "ip-s-json-neigh")) {
      var command = sample.contains("json") ? "ip -s -json neigh show" : "ip -s -s neigh show";
      assertThat(
              Sample.root()
                  .commandFrom(command, "neighbours/" + sample)
                  .read(Neighbour.TABLE)
                  .rows())
          .extracting(
              Neighbour::usedS, Neighbour::confirmedS, Neighbour::updatedS, Neighbour::probes)
          .containsExactly(tuple(5L, 5L, 5L, 4L), tuple(3L, 64L, 1L, 6L));
    }
  }

  @Test
  void anotherNamespacesNeighboursAreAddedUnderItsName() {
    var read =
        Sample.sosreport()
            .commandFrom("ip -s -s neigh show", "neighbours/ip-s-s-neigh")
            .command(
                "ip netns exec qdhcp-1_a ip -s -s neigh show",
                "192.0.2.5 dev tap0 lladdr fa:16:3e:50:61:70 router used 5/6/7 probes 0 STALE\n")
            .read(Neighbour.TABLE);
    assertThat(read.rows())
        .hasSize(3)
        .contains(
            new Neighbour(
                "ipv4",
                "192.0.2.5",
                "tap0",
                "fa:16:3e:50:61:70",
                "STALE",
                true,
                false,
                5L,
                6L,
                7L,
                0L,
                "qdhcp-1_a"));
  }

  @Test
  void aLineWithoutAnInterfaceIsRejected() {
    var read =
        Sample.root()
            .command("ip neigh", "192.0.2.1 dev eth0 STALE\n192.0.2.2 STALE\n")
            .read(Neighbour.TABLE);
    assertThat(read.rows()).hasSize(1);
    assertThat(read.coverage().reason()).contains("no neighbour: 192.0.2.2");
  }
}
