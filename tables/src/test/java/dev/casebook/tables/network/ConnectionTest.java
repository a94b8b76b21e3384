package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  private static final String PROC = "/proc/net/nf_conntrack";

  private static final List<Connection> MIXED =
      Sample.root()
          .file(PROC, text("connections/nf_conntrack-mixed.txt"))
          .read(Connection.TABLE)
          .rows();

  @Test
  void anEntryShowsWhatAddressTranslationMadeOfIt() {
    assertThat(MIXED)
        .hasSize(13)
        .contains(
            new Connection(
                "ipv4",
                "udp",
                17,
                27L,
                null,
                "10.244.1.10",
                "10.96.0.10",
                33915,
                53,
                null,
                null,
                null,
                1L,
                30L,
                "192.0.2.101",
                "192.0.2.212",
                5353,
                33915,
                null,
                null,
                null,
                1L,
                33L,
                false,
                false,
                false,
                16L,
                0,
                2L,
                null,
                null),
            new Connection(
                "ipv4",
                "tcp",
                6,
                117L,
                "SYN_SENT",
                "10.244.1.10",
                "192.0.2.199",
                46560,
                81,
                null,
                null,
                null,
                1L,
                60L,
                "192.0.2.199",
                "192.0.2.212",
                81,
                46560,
                null,
                null,
                null,
                0L,
                0L,
                false,
                true,
                false,
                16L,
                0,
                4L,
                null,
                null),
            new Connection(
                "ipv6",
                "icmpv6",
                58,
                27L,
                null,
                "fd00:7a23::466",
                "2001:db8:ff00::101",
                null,
                null,
                128,
                0,
                28043,
                2L,
                208L,
                "2001:db8:ff00::101",
                "2001:db8:ff00::1:212",
                null,
                null,
                129,
                0,
                28043,
                2L,
                208L,
                false,
                false,
                false,
                0L,
                0,
                2L,
                null,
                null));
    assertThat(MIXED).filteredOn(Connection::assured).hasSize(5);
  }

  @Test
  void plainAndExtendedOutputsAndTheFileAgree() {
    var plain = Sample.root().command("conntrack -L", text("connections/conntrack-L-mixed.txt"));
    var extended =
        Sample.sosreport()
            .command("conntrack -L -o extended", text("connections/conntrack-L-mixed-ext.txt"));
    for (var view : List.of(plain, extended)) {
      var read = view.read(Connection.TABLE);
      assertThat(read.coverage().isComplete()).isTrue();
      assertThat(read.rows())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("zone", "useCount", "entryId")
          .isEqualTo(MIXED);
    }
    assertThat(extended.read(Connection.TABLE).rows())
        .extracting(Connection::protocol, Connection::icmpId, Connection::entryId)
        .contains(tuple("icmp", 28027, 3732623972L), tuple("tcp", null, 3962102789L));
  }

  @Test
  void xmlLacksOnlyWhatIcmpSays() {
    var read =
        Sample.root()
            .command("conntrack -L -o xml", text("connections/conntrack-L-mixed.xml"))
            .read(Connection.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "zone",
            "useCount",
            "entryId",
            "icmpType",
            "icmpCode",
            "icmpId",
            "replyIcmpType",
            "replyIcmpCode",
            "replyIcmpId")
        .isEqualTo(MIXED);
  }

  @Test
  void savedCommandsHoldTheTuples() {
    var read =
        Sample.root()
            .command("conntrack -L -o save", text("connections/conntrack-L-mixed.save"))
            .read(Connection.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .extracting(
            Connection::protocol,
            Connection::state,
            Connection::src,
            Connection::sport,
            Connection::icmpId,
            Connection::replySrc,
            Connection::replyDst,
            Connection::assured,
            Connection::unreplied)
        .containsExactlyElementsOf(
            MIXED.stream()
                .map(c ->
                    tuple(
                        c.protocol(),
                        c.state(),
                        c.src(),
                        c.sport(),
                        c.icmpId(),
                        c.replySrc(),
                        c.replyDst(),
                        c.assured(),
                        c.unreplied()))
                .toList());
  }

  @Test
  void whatConntrackSaysBesidesEntriesIsNoEntry() {
    var shown =
        Sample.root()
            .command("conntrack -L -o extended", text("connections/conntrack-L-snat-only.txt"))
            .read(Connection.TABLE);
    assertThat(shown.rows()).hasSize(13);
    assertThat(shown.coverage().isComplete()).isTrue();

    var none =
        Sample.root()
            .command(
                "conntrack -L",
                "conntrack v1.4.7 (conntrack-tools): 0 flow entries have been shown.\n")
            .read(Connection.TABLE);
    assertThat(none.rows()).isEmpty();
    assertThat(none.coverage().isComplete()).isTrue();

    var refused =
        Sample.root()
            .command("conntrack -L", text("connections/conntrack-L-eperm.txt"))
            .read(Connection.TABLE);
    assertThat(refused.coverage().isThere()).isFalse();
    assertThat(refused.coverage().reason()).contains("holds only an error message");
  }

  @Test
  void eventsAreNoEntries() {
    var read =
        Sample.root()
            .command("conntrack -L", text("connections/conntrack-E-mixed.txt"))
            .read(Connection.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().isThere()).isFalse();
  }

  @Test
  void aRemappedEchoIdShows() {
    var read =
        Sample.root()
            .file(PROC, text("connections/nf_conntrack-remapped.txt"))
            .read(Connection.TABLE);
    assertThat(read.rows())
        .extracting(Connection::src, Connection::icmpId, Connection::replyIcmpId)
        .containsExactly(
            tuple("fd00:7a23::466", 14640, 59294), tuple("2001:db8:ff00::1:212", 14640, 14640));
  }

  @Test
  void blanksLostInAWebPageAreFoundAgain() {
    var read = Sample.root().file(PROC, text("connections/seed-glued")).read(Connection.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .extracting(
            Connection::src,
            Connection::dst,
            Connection::icmpId,
            Connection::replyIcmpId,
            Connection::replySrc,
            Connection::useCount)
        .containsExactly(
            tuple("1000::212:165", "1000::212:160", 14640, 0, "1000::212:160", 2L),
            tuple(
                "fd00:111:111:0:c11:b42f:f17e:a683",
                "1000::212:160",
                14640,
                14640,
                "1000::212:160",
                2L));
  }

  @Test
  void anOffloadedEntryHasNoTimeout() {
    // Written by hand after nf_conntrack_standalone.c.
    var row =
        Sample.root()
            .file(
                PROC,
                "ipv4     2 tcp      6 src=192.0.2.1 dst=192.0.2.2 sport=1 dport=2 src=192.0.2.2"
                    + " dst=192.0.2.1 sport=2 dport=1 [OFFLOAD] mark=0 secctx=null zone=3 use=3\n"
                    + "ipv4     2 gre      47 17999 timeout=18000, stream_timeout=18000 src=192.0.2.1"
                    + " dst=192.0.2.2 srckey=0x0 dstkey=0x80 src=192.0.2.2 dst=192.0.2.1"
                    + " srckey=0x80 dstkey=0x0 [ASSURED] mark=0 zone=0 use=2\n")
            .read(Connection.TABLE)
            .rows();
    assertThat(row)
        .extracting(
            Connection::protocol, Connection::timeoutS, Connection::offloaded, Connection::zone)
        .containsExactly(tuple("tcp", null, true, 3), tuple("gre", 17999L, false, 0));
  }

  @Test
  void looseFilesAreKnownByTheirContent() {
    for (var sample :
        List.of(
            "nf_conntrack-mixed.txt",
            "conntrack-L-mixed.txt",
            "conntrack-L-mixed.xml",
            "conntrack-L-mixed.save",
            "conntrack-D-icmp.txt")) {
      assertThat(Connection.TABLE.recognise(text("connections/" + sample))).as(sample).isPresent();
    }
    assertThat(Connection.TABLE.recognise(text("connections/conntrack-L-eperm.txt"))).isEmpty();
  }

  @Test
  void whatConntrackSaysAmidstALineBreaksNoEntry() {
    var entry =
        "ipv4     2 tcp      6 14 TIME_WAIT src=10.0.0.115 dst=10.0.0.117 sport=46332 dport=3306"
            + " src=10.0.0.117 dst=10.0.0.115 sport=3306 dport=46332 [ASSURED] mark=0 use=";
    var chatter = "conntrack v1.4.5 (conntrack-tools): 3 flow entries have been shown.\n";
    var read =
        Sample.sosreport()
            .command(
                "conntrack -L -o extended",
                entry + chatter + "2\n" + entry + "1\n" + entry + chatter)
            .read(Connection.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows()).extracting(Connection::useCount).containsExactly(2L, 1L, null);
  }

  @Test
  void anotherNamespacesConnectionsAreAddedUnderItsName() {
    var read =
        Sample.sosreport()
            .commandFrom("conntrack -L -o extended", "connections/conntrack-L-mixed-ext.txt")
            .commandFrom(
                "ip netns exec qrouter-1 conntrack -L -o extended",
                "connections/conntrack-L-mixed-ext.txt")
            .read(Connection.TABLE);
    assertThat(read.rows()).hasSize(26);
    assertThat(read.rows()).filteredOn(row -> "qrouter-1".equals(row.namespace())).hasSize(13);
  }
}
