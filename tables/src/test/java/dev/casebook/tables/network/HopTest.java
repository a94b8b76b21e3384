package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Samples of mtr 0.95, traceroute 2.1.2 and iputils 20221126 on one way of three hops.
class HopTest {

  private static Sample.Outcome<Hop> read(String resource) {
    var outcome = Sample.loose().fileFrom("trace.txt", "hops/" + resource).read(Hop.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    return outcome;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mtr-rwb", "mtr-j", "mtr-C", "traceroute", "tracepath"})
  void everyFormTellsTheWay(String sample) {
    assertThat(read(sample).rows())
        .extracting(Hop::run, Hop::hop, Hop::address, Hop::lossPercent)
        .containsExactly(
            tuple(1, 1, "192.0.2.1", 0.0),
            tuple(1, 2, "198.51.100.2", 0.0),
            tuple(1, 3, "203.0.113.20", 0.0));
  }

  @Test
  void xmlTellsWhoAskedWhomAndSeveralReportsMayFollow() {
    var outcome = read("mtr-x");
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .extracting(Hop::run, Hop::source, Hop::target, Hop::hop, Hop::address, Hop::sent)
        .startsWith(
            tuple(1, "vm", "192.0.2.2", 1, "198.51.100.1", 3),
            tuple(1, "vm", "192.0.2.2", 2, "192.0.2.2", 3),
            tuple(2, "vm", "203.0.113.77", 1, "198.51.100.1", 2));
    assertThat(outcome.rows().getLast())
        .extracting(Hop::run, Hop::address, Hop::lossPercent)
        .containsExactly(2, null, 100.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<HUB COUNT=\"1\" HOST=\"192.0.2.1\">\n</HUB>",
        "<HUB COUNT=\"999\" HOST=\"192.0.2.1\">\n<Snt> 1</Snt>\n</HUB>",
        "<script>alert(1)"
      })
  void xmlThatIsNoHopIsRejected(String lines) {
    var outcome =
        Sample.loose()
            .file("mtr.xml", "<MTR SRC=vm DST=192.0.2.2 TESTS=1>\r\n" + lines + "\n")
            .read(Hop.TABLE);
    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().isComplete()).isFalse();
  }

  @Test
  void aRouterThatLimitsItsAnswersLosesWhatTheTargetDoesNot() {
    assertThat(read("mtr-rate-limited").rows())
        .extracting(Hop::source, Hop::hop, Hop::lossPercent, Hop::sent, Hop::worstMs)
        .containsExactly(
            tuple("vm", 1, 85.0, 40, 0.1),
            tuple("vm", 2, 95.0, 40, 0.1),
            tuple("vm", 3, 0.0, 40, 0.1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mtr-dead", "traceroute-dead", "tracepath-dead"})
  void whereNobodyAnswersThereIsNoAddressAndNoTime(String sample) {
    var rows = read(sample).rows();
    assertThat(rows).hasSizeGreaterThan(1);
    assertThat(rows.getLast().address()).isNull();
    assertThat(rows.getLast().lossPercent()).isEqualTo(100);
    assertThat(rows.getLast().averageMs()).isNull();
  }

  /// As a post has them: an old mtr, and one whose dashes a typographer has replaced.
  @Test
  void reportsThatWerePostedAreRead() {
    var posted =
        """
        $ sudo mtr 192.168.1.26 -n -r
        HOST: host-1.umops.us             Loss%   Snt   Last   Avg  Best  Wrst StDev
          1. 172.20.100.249                 0.0%    10    0.5   2.0   0.5  10.4   3.3
          2. 172.16.1.254                  0.0%    10    3.8   2.1   0.7   7.4   2.3
          3. 172.18.10.254                  0.0%    10    0.3   0.4   0.3   0.4   0.0
          4. ???
        HOST: github-jaseywang-me            Loss%   Snt   Last   Avg  Best  Wrst StDev
          1.|– 192.168.1.24               0.0%    10    0.5   0.4   0.3   0.5   0.1
          2.|– ???                       100.0    10    0.0   0.0   0.0   0.0   0.0
        """;
    var read = Sample.loose().file("post.txt", posted).read(Hop.TABLE);
    assertThat(read.rows())
        .extracting(Hop::run, Hop::source, Hop::hop, Hop::address, Hop::lossPercent)
        .containsExactly(
            tuple(1, "host-1.umops.us", 1, "172.20.100.249", 0.0),
            tuple(1, "host-1.umops.us", 2, "172.16.1.254", 0.0),
            tuple(1, "host-1.umops.us", 3, "172.18.10.254", 0.0),
            tuple(1, "host-1.umops.us", 4, null, 100.0),
            tuple(2, "github-jaseywang-me", 1, "192.168.1.24", 0.0),
            tuple(2, "github-jaseywang-me", 2, null, 100.0));
  }

  @Test
  void tracerouteTellsItsTargetAndWhatItWasRefused() {
    var trace =
        """
        traceroute to example.com (192.0.2.9), 30 hops max, 60 byte packets
         1  gw (192.0.2.1)  0.5 ms * 1.5 ms
         2  198.51.100.2  0.2 ms !X  0.3 ms !X  0.4 ms !X
        """;
    assertThat(Sample.loose().file("t", trace).read(Hop.TABLE).rows())
        .extracting(Hop::target, Hop::address, Hop::averageMs, Hop::sent, Hop::remark)
        .containsExactly(
            tuple("192.0.2.9", "192.0.2.1", 1.0, 3, null),
            tuple("192.0.2.9", "198.51.100.2", 0.3, 3, "!X !X !X"));
  }

  @Test
  void aLineThatIsCutIsRejected() {
    var read =
        Sample.root()
            .command(
                "mtr -r", "HOST: a Loss% Snt Last Avg Best Wrst StDev\n 1.|-- 192.0.2.1 0.0%\n")
            .read(Hop.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().reason()).contains("no hop of mtr");
  }
}
