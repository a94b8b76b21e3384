package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.wings.captures.CapturesWing;
import dev.casebook.wings.captures.dissect.Packets;
import dev.casebook.wings.captures.format.CaptureBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTablesTest {

  static List<Table<?>> held() {
    return new CapturesWing()
        .tables().stream()
            .filter(table -> table.streaming().isEmpty())
            .<Table<?>>map(t -> t)
            .toList();
  }

  private static Sample made(String name) {
    return Sample.loose().file(name, bytes(name));
  }

  private static byte[] bytes(String name) {
    return java.util.Objects.requireNonNull(MadeCaptures.all().get(name));
  }

  @Test
  void aConnectionIsOneRowOfBothDirections() {
    var outcome = made("tcp.pcap").read(Flow.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .extracting(
            Flow::client,
            Flow::clientPort,
            Flow::server,
            Flow::serverPort,
            Flow::packetsToServer,
            Flow::packetsToClient,
            Flow::retransmissions,
            Flow::synUnanswered,
            Flow::resetBy,
            Flow::flagsToClient,
            Flow::frame)
        .containsExactly(
            tuple("10.0.0.1", 1000, "10.0.0.2", 80, 10, 5, 3, false, null, "FIN,SYN,ACK", 1L),
            tuple("10.0.0.1", 1000, "10.0.0.2", 80, 1, 1, 0, false, "server", "RST,ACK", 16L),
            tuple("10.0.0.1", 1001, "10.0.0.2", 80, 2, 0, 1, true, null, null, 18L));
  }

  @Test
  void aCaptureIsOneRowThoughNothingLiesInIt() {
    var whole = bytes("tcp.pcap");
    assertThat(made("tcp.pcap").read(Capture.TABLE).only())
        .extracting(Capture::file, Capture::format, Capture::frames, Capture::problem)
        .containsExactly("tcp.pcap", "pcap, nanoseconds", 19L, null);
    var empty = Sample.loose().file("none.pcap", Arrays.copyOf(whole, 24)).read(Capture.TABLE);
    assertThat(empty.only())
        .extracting(Capture::frames, Capture::bytes, Capture::first, Capture::received)
        .containsExactly(0L, 0L, null, null);
    assertThat(empty.coverage().isComplete()).isTrue();
    assertThat(
            Sample.loose()
                .file("cut.pcap", Arrays.copyOf(whole, 30))
                .read(Capture.TABLE)
                .only()
                .problem())
        .contains("the capture is cut within a record's header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void aCaptureTellsItsFilterAndWhatWasDropped(String name) {
    var order = name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    var capture =
        new CaptureBytes(order)
            .section()
            .on(1, new CaptureBytes(order).option(2, text("eth0")).option(11, text("\0icmp")))
            .on(1, new CaptureBytes(order).option(2, text("eth1")).option(11, text("\1code")))
            .block(5, statistics(order, 5, 3))
            .block(5, statistics(order, 9, 8))
            .bytes();
    var outcome = Sample.loose().file("none.pcapng", capture).read(Capture.TABLE);
    assertThat(outcome.only())
        .extracting(Capture::interfaces, Capture::filter, Capture::received, Capture::dropped)
        .containsExactly("eth0,eth1", "icmp", 9L, 8L);
    assertThat(outcome.coverage().reason()).contains("8 packets were dropped while capturing");
  }

  /// Statistics count from the beginning of a capture each time.
  private static CaptureBytes statistics(ByteOrder order, long received, long dropped) {
    return new CaptureBytes(order)
        .i32(0)
        .i64(0)
        .option(4, new CaptureBytes(order).i64(received).bytes())
        .option(7, new CaptureBytes(order).i64(dropped).bytes())
        .i32(0);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFlowInATunnelIsNotTheSameAsOneOutside() {
    assertThat(made("tunnels.pcap").read(Flow.TABLE).rows())
        .extracting(Flow::tunnel, Flow::tunnelId, Flow::protocol)
        .contains(
            tuple("vxlan", 4097L, "udp"), tuple("geneve", 7L, "icmp6"), tuple("gre", 99L, "udp"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aQuestionItsRepetitionAndItsAnswerAreOneRow() {
    var outcome = made("messages.pcap").read(DnsQuery.TABLE);
    assertThat(outcome.rows())
        .extracting(
            DnsQuery::name, DnsQuery::type, DnsQuery::code, DnsQuery::answer, DnsQuery::questions)
        .containsExactly(
            tuple("www.example.com", "AAAA", "NOERROR", "a.b,2001:db8::1:0:0:2", 1),
            tuple("nowhere.example.com", "A", "NXDOMAIN", "", 1),
            tuple("lost.example.com", "A", null, null, 2));
    assertThat(outcome.rows()).extracting(DnsQuery::unanswered).containsExactly(false, false, true);
    assertThat(outcome.rows().getFirst().latencyMs()).isEqualTo(100.0);
  }

  @Test
  void messagesOverTcpArePutTogetherOfTheirSegments() {
    var outcome = made("dns-over-tcp.pcap").read(DnsQuery.TABLE);
    assertThat(outcome.coverage().isComplete()).isTrue();
    assertThat(outcome.rows())
        .extracting(
            DnsQuery::protocol,
            DnsQuery::name,
            DnsQuery::code,
            DnsQuery::answers,
            DnsQuery::questions,
            DnsQuery::frame)
        .containsExactly(
            tuple("tcp", "www.example.com", "NOERROR", 40, 1, 6L),
            tuple("tcp", "a.example.com", "NOERROR", 1, 1, 10L),
            tuple("tcp", "b.example.com", "NXDOMAIN", 0, 1, 10L),
            tuple("tcp", "gap.example.com", null, null, 1, 12L));
  }

  @Test
  void aMessageOfDhcpNamesRelayAndPort() {
    assertThat(made("messages.pcap").read(DhcpExchange.TABLE).rows())
        .extracting(
            DhcpExchange::type,
            DhcpExchange::transaction,
            DhcpExchange::clientMac,
            DhcpExchange::requestedAddress,
            DhcpExchange::relay,
            DhcpExchange::yourAddress,
            DhcpExchange::leaseSeconds,
            DhcpExchange::circuitId,
            DhcpExchange::remoteId)
        .containsExactly(
            tuple(
                "DISCOVER",
                "0xabcdef01",
                "02:00:00:00:00:aa",
                "10.0.0.9",
                null,
                null,
                null,
                null,
                null),
            tuple(
                "DISCOVER",
                "0xabcdef01",
                "02:00:00:00:00:aa",
                null,
                "10.0.9.1",
                null,
                null,
                "ge0/",
                "0a0b0c0d"),
            tuple(
                "OFFER",
                "0xabcdef01",
                "02:00:00:00:00:aa",
                null,
                "10.0.9.1",
                "10.0.9.77",
                3600L,
                "ge0/",
                "0a0b0c0d"));
  }

  @Test
  void twoThatClaimAnAddressAndOneThatNobodyClaimsAreTold() {
    assertThat(made("messages.pcap").read(ArpEntry.TABLE).rows())
        .extracting(
            ArpEntry::address,
            ArpEntry::mac,
            ArpEntry::claims,
            ArpEntry::announcements,
            ArpEntry::requests,
            ArpEntry::claimants)
        .containsExactly(
            tuple("10.0.0.1", "02:00:00:00:00:02", 3, 1, 0, 1),
            tuple("10.0.0.2", "02:00:00:00:00:01", 1, 0, 1, 2),
            tuple("10.0.0.2", "02:00:00:00:00:99", 1, 0, 1, 2),
            tuple("10.0.0.200", null, 0, 0, 1, 0));
  }

  @Test
  void anEchoThatARouterAnsweredWithAnErrorSaysSo() {
    assertThat(made("errors.pcap").read(Echo.TABLE).rows())
        .extracting(Echo::protocol, Echo::unanswered, Echo::error, Echo::errorFrom)
        .containsExactly(
            tuple("icmp", true, "host unreachable", "10.0.0.254"),
            tuple("icmp6", false, null, null));
  }

  @Test
  void moreFlowsThanAreKeptAreCountedAndSaid() {
    var frames = new ArrayList<byte[]>();
    for (int i = 0; i < FlowGathering.FLOWS_MAX + 2; i++) {
      frames.add(Packets.ip(17, "10.0.0.1", "10.0.0.2", Packets.udp(i >>> 16, i, new byte[0])));
    }
    var outcome = Sample.loose().file("scan.pcap", MadeCaptures.pcap(101, frames)).read(Flow.TABLE);
    assertThat(outcome.rows()).hasSize(FlowGathering.FLOWS_MAX);
    assertThat(outcome.coverage().reason())
        .contains("holds more than the 250,000 flows that are kept: 2 packets of later ones");
  }

  @Test
  void aLinkTypeThatIsNotReadIsNamed() {
    var capture = MadeCaptures.pcap(127, List.of(new byte[40], new byte[40]));
    var outcome = Sample.loose().file("wlan.pcap", capture).read(Flow.TABLE);
    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().reason())
        .contains("wlan.pcap: 2 frame(s) of ieee802_11_radiotap are not read");
  }

  @Test
  void aCutCaptureIsPartlyRead() {
    var whole = bytes("tcp.pcap");
    var outcome =
        Sample.loose().file("cut.pcap", Arrays.copyOf(whole, whole.length - 50)).read(Flow.TABLE);
    assertThat(outcome.rows()).hasSize(3);
    assertThat(outcome.coverage().reason())
        .contains("cut.pcap: frame 19 at offset", "the capture is cut within");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/tmp/a.pcap", "/root/b.pcapng", "/var/log/net/c.cap", "/home/me/d.pcap0"})
  void aCaptureThatWasLeftOnAHostIsFoundThere(String path) {
    var sample = Sample.root().file(path, bytes("tcp.pcap"));
    assertThat(sample.read(Flow.TABLE).rows()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("held")
  void aCompressedCaptureInAnArchiveIsRead(Table<?> table, @TempDir Path folder) throws Exception {
    var capture = folder.resolve("case/node1");
    Files.createDirectories(capture);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes(table.name().equals("echoes") ? "errors.pcap" : "messages.pcap"));
    }
    Files.write(capture.resolve("uplink.pcap.gz"), packed.toByteArray());
    var tar = folder.resolve("case.tar").toString();
    assertThat(
            new ProcessBuilder("tar", "-C", folder.toString(), "-cf", tar, "case")
                .start()
                .waitFor())
        .isZero();
    assertThat(Sample.read(Path.of(tar), table).rows()).isNotEmpty();
    assertThat(PacketRows.of(Path.of(tar)).rows()).isNotEmpty();
  }

  @Test
  void aRowIsCitedByItsFrame(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("tcp.pcap"), bytes("tcp.pcap"));
    try (var source = Sample.sources().open(folder.toString())) {
      var snapshot = source.snapshots().getFirst();
      var origins = new ArrayList<Long>();
      new TableReader(snapshot).read(Flow.TABLE, (origin, _) -> origins.add(origin));
      var place = snapshot.ledger().place(origins.getLast()).orElseThrow();
      try (var file = place.artifact().map()) {
        var quoting = snapshot.ledger().quoting(place.artifact()).orElseThrow();
        var last = quoting.quote(file, place.offset());
        assertThat(last.position()).isEqualTo(" frame 18");
        assertThat(last.text())
            .isEqualTo(
                "2023-11-14T22:13:21.700123456Z 10.0.0.1.1001 > 10.0.0.2.80: tcp SYN, seq 7000,"
                    + " length 0");
        assertThat(quoting.quote(file, 24).position()).isEqualTo(" frame 1");
        assertThat(quoting.quote(file, 0).text()).startsWith("pcap, nanoseconds, ");
        assertThat(quoting.quote(file, Long.MAX_VALUE).text()).isEqualTo("(no frame begins here)");
      }
    }
  }

  @Test
  void everyColumnOfPacketsIsFilledBySomeCapture() {
    var seen = new java.util.TreeSet<String>();
    for (var capture : MadeCaptures.all().entrySet()) {
      seen.addAll(rows(capture.getKey(), capture.getValue()));
    }
    assertThat(seen)
        .containsAll(
            Packet.TABLE.fields().stream()
                .map(dev.casebook.tables.Field::name)
                .filter(name -> !name.equals("interface"))
                .toList());
  }

  private static List<String> rows(String name, byte[] capture) {
    try {
      var folder = Files.createTempDirectory("capture");
      var file = Files.write(folder.resolve(name), capture);
      try {
        return PacketRows.of(file).rows().stream().flatMap(row -> row.keySet().stream()).toList();
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
