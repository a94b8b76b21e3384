package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkCounterTest {

  private static final String SAMPLES = "network_counters/";

  @Test
  void filesOfTheKernelHaveTheNamesThatNstatGives() {
    var read =
        Sample.root()
            .fileFrom("/proc/net/snmp", SAMPLES + "snmp")
            .fileFrom("/proc/net/netstat", SAMPLES + "netstat")
            .fileFrom("/proc/net/snmp6", SAMPLES + "snmp6")
            .fileFrom("/proc/net/softnet_stat", SAMPLES + "softnet_stat")
            .fileFrom("/proc/net/sockstat", SAMPLES + "sockstat")
            .fileFrom("/proc/net/sockstat6", SAMPLES + "sockstat6")
            .read(NetworkCounter.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows())
        .extracting(NetworkCounter::name, NetworkCounter::value, NetworkCounter::cpu)
        .contains(
            tuple("IpOutDiscards", 1395L, null),
            tuple("UdpSndbufErrors", 1395L, null),
            tuple("TcpMaxConn", -1L, null),
            tuple("IcmpMsgOutType11", 18L, null),
            tuple("IpExtInOctets", 9677938L, null),
            tuple("Ip6InNoRoutes", 1L, null),
            tuple("SoftnetProcessed", 0x1345a8L, 0),
            tuple("SoftnetTimeSqueeze", 3L, 1),
            tuple("SockstatTCPalloc", 1L, null),
            tuple("SockstatFRAG6memory", 0L, null))
        .doesNotHaveDuplicates();
  }

  @Test
  void nstatIsReadAsTextAndAsJson() {
    for (var sample : new String[] {"nstat-as", "nstat-j"}) {
      var read =
          Sample.sosreport().commandFrom("nstat -as", SAMPLES + sample).read(NetworkCounter.TABLE);
      assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
      assertThat(read.rows())
          .contains(
              new NetworkCounter("IcmpOutEchos", 6, null, null),
              new NetworkCounter("IpInReceives", 4, null, null));
    }
  }

  /// Both were run one after the other, on a quiet namespace and on a host where each of them makes
  /// no packets.
  @ParameterizedTest
  @CsvSource({
    "netstat_-s, nstat-beside-netstat, 35",
    "netstat_-s-retransmissions, nstat-beside-retransmissions, 60"
  })
  void sentencesOfNetstatAreTheCountersThatNstatNames(String sample, String beside, int shared) {
    var sentences =
        Sample.root().commandFrom("netstat -s", SAMPLES + sample).read(NetworkCounter.TABLE);
    assertThat(sentences.coverage().isComplete()).as(sentences.coverage().reason()).isTrue();
    var named =
        Sample.root().commandFrom("nstat -zas", SAMPLES + beside).read(NetworkCounter.TABLE);
    var names = named.rows().stream().map(NetworkCounter::name).toList();
    var told = sentences.rows().stream().filter(row -> row.value() > 0).toList();
    assertThat(told.stream().filter(row -> names.contains(row.name())).toList())
        .hasSizeGreaterThan(shared)
        .allSatisfy(row -> assertThat(named.rows()).contains(row));
    assertThat(told.stream().map(NetworkCounter::name).filter(name -> !names.contains(name)))
        .as("the kernel's setting is no counter of nstat")
        .containsOnly("IpForwarding");
  }

  @Test
  void aSentenceThatIsNotKnownIsRejected() {
    var read =
        Sample.root()
            .file(
                "commands/netstat_-s",
                """
                Ip:
                    7 total packets received
                    8 parrots received
                Tcp:
                    99999999999999999999 segments received
                    redirects: 3
                """)
            .read(NetworkCounter.TABLE);
    assertThat(read.only()).isEqualTo(new NetworkCounter("IpInReceives", 7, null, null));
    assertThat(read.coverage().reason()).contains("3 ");
  }

  @Test
  void anotherNamespaceCountsForItself() {
    var read =
        Sample.sosreport()
            .commandFrom("nstat -zas", SAMPLES + "nstat-as")
            .command("ip netns exec qrouter-1 nstat -zas", "#kernel\nIpInReceives 9 0.0\n")
            .read(NetworkCounter.TABLE);
    assertThat(read.rows())
        .filteredOn(counter -> counter.name().equals("IpInReceives"))
        .extracting(NetworkCounter::value, NetworkCounter::namespace)
        .containsExactly(tuple(4L, null), tuple(9L, "qrouter-1"));
  }

  @Test
  void valuesThatNoLineNamesAreRejected() {
    var read =
        Sample.root()
            .file("/proc/net/snmp", "Udp: InDatagrams NoPorts\nUdp: 1\nTcp: 1 2\n")
            .read(NetworkCounter.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().reason()).contains("not the counters that the line before names");
  }
}
