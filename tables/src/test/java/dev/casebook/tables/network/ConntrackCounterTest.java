package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class ConntrackCounterTest {

  private static final String PROC = "/proc/net/stat/nf_conntrack";

  @Test
  void theFileAndTheToolAgree() {
    var file = Sample.root().fileFrom(PROC, "conntrack_counters/nf_conntrack");
    var tool = Sample.root().commandFrom("conntrack -S", "conntrack_counters/conntrack-S");
    assertThat(file.read(ConntrackCounter.TABLE).rows())
        .contains(new ConntrackCounter(1, 13L, 3L, 0L, 0L, 2L, 2L, 0L, 0L, 0L, 0L, 0L, null))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("entries")
        .isEqualTo(tool.read(ConntrackCounter.TABLE).rows());
  }

  @Test
  void anOldKernelsColumnsAreKnownByTheirNames() {
    var old =
        """
        entries  searched found new invalid ignore delete delete_list insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart
        0000000a  00000001 00000002 00000003 00000004 00000005 00000006 00000007 00000008 00000009 0000000a 0000000b 0000000c  0000000d 0000000e 0000000f 00000010
        """;
    assertThat(Sample.root().file(PROC, old).read(ConntrackCounter.TABLE).only())
        .isEqualTo(
            new ConntrackCounter(0, 10L, 2L, 4L, 8L, 9L, 10L, 11L, 12L, 16L, null, null, null));
  }

  @Test
  void anotherNamespaceCountsForItself() {
    var read =
        Sample.sosreport()
            .commandFrom("conntrack -S", "conntrack_counters/conntrack-S")
            .command("ip netns exec snat-1 conntrack -S", "cpu=0   \tfound=3 drop=5 \n")
            .read(ConntrackCounter.TABLE);
    assertThat(read.rows())
        .extracting(ConntrackCounter::cpu, ConntrackCounter::dropped, ConntrackCounter::namespace)
        .containsExactly(tuple(0, 0L, null), tuple(1, 2L, null), tuple(0, 5L, "snat-1"));
  }

  @Test
  void aLineThatIsCutIsRejected() {
    var read =
        Sample.root()
            .file(PROC, "entries found drop\n0000000a 00000001\n")
            .read(ConntrackCounter.TABLE);
    assertThat(read.coverage().reason()).contains("not the counters that the first line names");
  }
}
