package dev.casebook.wings.captures.rewrite;

import static dev.casebook.wings.captures.dissect.Packets.answer;
import static dev.casebook.wings.captures.dissect.Packets.dns;
import static dev.casebook.wings.captures.dissect.Packets.ethernet;
import static dev.casebook.wings.captures.dissect.Packets.hex;
import static dev.casebook.wings.captures.dissect.Packets.icmp;
import static dev.casebook.wings.captures.dissect.Packets.ip;
import static dev.casebook.wings.captures.dissect.Packets.join;
import static dev.casebook.wings.captures.dissect.Packets.tcp;
import static dev.casebook.wings.captures.dissect.Packets.u16;
import static dev.casebook.wings.captures.dissect.Packets.udp;
import static dev.casebook.wings.captures.dissect.Packets.v4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.captures.dissect.DhcpMessage;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.DnsMessage;
import dev.casebook.wings.captures.format.CaptureBytes;
import dev.casebook.wings.captures.format.FrameReader;
import dev.casebook.wings.captures.tables.MadeCaptures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Captures written again: what they say is the same of other addresses and names.
class CaptureRewritingTest {

  /// A header of IPv6 that holds addresses.
  private static final int ROUTES = 43;

  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";

  private static byte[] rewritten(byte[] capture) throws IOException {
    return rewritten(capture, new ArrayList<>());
  }

  private static byte[] rewritten(byte[] capture, List<String> losses) throws IOException {
    var out = new ByteArrayOutputStream();
    losses.addAll(
        new CaptureRewriting().rewrite(new ByteArrayInputStream(capture), out, new OtherNames()));
    return out.toByteArray();
  }

  /// A frame with what is said of it.
  private record Taken(byte[] bytes, long wire, Dissection says) {}

  private static List<Taken> frames(byte[] capture) throws IOException {
    var reader = FrameReader.open(new ByteArrayInputStream(capture)::read);
    var taken = new ArrayList<Taken>();
    while (reader.next()) {
      int at = reader.dataAt();
      var bytes = Arrays.copyOfRange(reader.data(), at, at + reader.captured());
      var says = new Dissection();
      says.of(bytes, 0, bytes.length, reader.linkType());
      taken.add(new Taken(bytes, reader.length(), says));
    }
    return taken;
  }

  private static byte[] only(byte[] frame) throws IOException {
    return frames(rewritten(MadeCaptures.pcap(1, List.of(frame)))).getFirst().bytes();
  }

  private static byte[] made(String name) {
    var made = MadeCaptures.all().get(name);
    return made == null ? new byte[0] : made;
  }

  static Collection<String> captures() {
    return MadeCaptures.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void headersOfEveryLinkAndTunnelSayTheSameOfOtherAddresses(String name) throws IOException {
    var before = frames(made(name));
    var after = frames(rewritten(made(name)));
    assertThat(after).hasSameSizeAs(before);
    int compared = 0;
    for (int i = 0; i < before.size(); i++) {
      var then = before.get(i).says();
      var now = after.get(i).says();
      assertThat(now.vlan).isEqualTo(then.vlan);
      if (now.ipVersion == 0 || now.tunnel != then.tunnel || now.protocol == ROUTES) {
        // It was cut where something began that is not understood.
        continue;
      }
      compared++;
      assertThat(now.protocol).as("protocol of frame " + i).isEqualTo(then.protocol);
      assertThat(List.of(now.ttl, now.ipId, now.fragmentOffset, now.tunnelId))
          .isEqualTo(List.of(then.ttl, then.ipId, then.fragmentOffset, then.tunnelId));
      assertThat(List.of(now.sourcePort, now.destinationPort, now.tcpSequence, now.tcpFlags))
          .as("ports of frame " + i)
          .isEqualTo(
              List.of(then.sourcePort, then.destinationPort, then.tcpSequence, then.tcpFlags));
      assertThat(List.of(now.icmpType, now.icmpId, now.quotedProtocol, now.quotedSourcePort))
          .isEqualTo(
              List.of(then.icmpType, then.icmpId, then.quotedProtocol, then.quotedSourcePort));
      isOther(then, then.sourceAt, now, now.sourceAt);
      isOther(then, then.destinationAt, now, now.destinationAt);
      isOther(then, then.quotedSourceAt, now, now.quotedSourceAt);
    }
    assertThat(compared).isGreaterThan(before.size() / 3);
  }

  private static void isOther(Dissection then, int thenAt, Dissection now, int nowAt) {
    assertThat(nowAt < 0).isEqualTo(thenAt < 0);
    if (nowAt >= 0) {
      int end = then.ipVersion == 4 ? 2 : 14;
      boolean isNobodys = then.u16(thenAt) == 0 || then.u16(thenAt) == 0xFFFF;
      int bits = isNobodys && then.ipVersion == 4 ? 0 : 0x5A5A;
      assertThat(now.u16(nowAt + end)).isEqualTo(then.u16(thenAt + end) ^ bits);
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void noAddressIsLeftInTheBytesThatTheCheckLooksAt(String name) throws IOException {
    var looked = new ByteArrayOutputStream();
    var rewriting = new CaptureRewriting();
    rewriting.stretches(
        new ByteArrayInputStream(made(name)),
        (bytes, from, to) -> looked.write(bytes, from, to - from));
    var before = looked.toString(StandardCharsets.ISO_8859_1);
    looked.reset();
    rewriting.stretches(
        new ByteArrayInputStream(rewritten(made(name))),
        (bytes, from, to) -> looked.write(bytes, from, to - from));
    var after = looked.toString(StandardCharsets.ISO_8859_1);
    var canaries = new ArrayList<String>();
    for (var address : List.of(A, B, "10.0.9.1", "10.0.9.77")) {
      canaries.add(new String(v4(address), StandardCharsets.ISO_8859_1));
    }
    canaries.addAll(List.of("example", "ge0/", "zx1"));
    assertThat(canaries).anyMatch(canary -> before.contains(canary) || before.length() < 60);
    assertThat(canaries).allSatisfy(canary -> assertThat(after).doesNotContain(canary));
  }

  @Test
  void aQuestionAndItsAnswerHaveOtherNamesAndAddresses() throws IOException {
    var frames = frames(rewritten(made("messages.pcap")));
    var says = frames.get(1).says();
    var message =
        Objects.requireNonNull(DnsMessage.read(says.bytes, says.payloadAt, says.payloadEnd));
    assertThat(message.name()).isEqualTo("xwww.xelpmaxe.xmoc");
    assertThat(message.answers()).contains("2001:db8::1:0:0:5a58");
    assertThat(message.cut()).isFalse();
    assertThat(frames.get(1).bytes()).hasSize((int) frames.get(1).wire());
  }

  @Test
  void aNameThatPointsToAnotherPlaceIsWrittenOut() throws IOException {
    var answer = answer(5, hex("0464623031 c010"));
    var copy =
        only(ethernet(0x0800, ip(17, B, A, udp(53, 9, dns(1, 0x8180, "www.ab.de", 5, answer, 1)))));
    var text = new String(copy, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("\5x10bd\3xba\3xed\0").doesNotContain("db01", "\300");
  }

  @Test
  void dhcpHasOtherAddressesAndNamesInItsFieldsAndOptions() throws IOException {
    var frames = frames(rewritten(made("messages.pcap")));
    var says = frames.get(8).says();
    var message =
        Objects.requireNonNull(DhcpMessage.read(says.bytes, says.payloadAt, says.payloadEnd));
    assertThat(message.toString())
        .contains("10.0.83.23", "10.0.83.91", "10.0.90.88")
        .doesNotContain("10.0.9.77", "10.0.9.1", "ge0/");
  }

  @Test
  void aChecksumThatWasRightIsRightAndOneThatWasWrongIsWrong() throws IOException {
    for (int wrong : new int[] {0, 1}) {
      var message = dns(1, 0x8180, "www.example.com", 1, answer(1, v4(B)), 1);
      var datagram = udp(53, 40_000, message);
      var packet = ip(17, A, B, datagram);
      put(packet, 10, 0, 20, 0);
      put(packet, 26, 20, packet.length, pseudo(packet) + wrong);
      var copy = only(ethernet(0x0800, packet));
      var now = Arrays.copyOfRange(copy, 14, copy.length);
      assertThat(folded(Checksum.sum(now, 0, 20))).isEqualTo(0xFFFF);
      assertThat(folded(Checksum.sum(now, 20, now.length) + pseudo(now)) == 0xFFFF)
          .isEqualTo(wrong == 0);
    }
  }

  private static long pseudo(byte[] packet) {
    return Checksum.sum(packet, 12, 20) + packet[9] + packet.length - 20;
  }

  private static void put(byte[] packet, int at, int from, int to, long more) {
    int sum = folded(Checksum.sum(packet, from, to) + more) ^ 0xFFFF;
    packet[at] = (byte) (sum >>> 8);
    packet[at + 1] = (byte) sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) folded;
  }

  @Test
  void aQuotedPacketHasOtherAddressesAndTheErrorsChecksumIsRight() throws IOException {
    var quoted = ip(17, B, A, udp(1000, 2000, new byte[0]));
    var copy = only(ethernet(0x0800, ip(1, A, B, icmp(3, 3, 0, quoted))));
    assertThat(folded(Checksum.sum(copy, 34, copy.length))).isEqualTo(0xFFFF);
    assertThat(Arrays.copyOfRange(copy, 34 + 8 + 12, 34 + 8 + 20))
        .isEqualTo(join(v4("10.0.90.88"), v4("10.0.90.91")));
  }

  @Test
  void whatTcpCarriesIsCutOffAndTheWireKeepsItsLength() throws IOException {
    var secret = "password=hunter2".getBytes(StandardCharsets.US_ASCII);
    var losses = new ArrayList<String>();
    var capture =
        MadeCaptures.pcap(1, List.of(ethernet(0x0800, ip(6, A, B, tcp(80, 81, 1, 2, 24, secret)))));
    var frame = frames(rewritten(capture, losses)).getFirst();
    assertThat(frame.bytes()).hasSize(54);
    assertThat(frame.wire()).isEqualTo(54 + secret.length);
    assertThat(losses).containsExactly("1 of 1 frames end where what they carry is not understood");
  }

  @Test
  void paddingIsZerosAndUnknownOptionsOfTcpAreEmpty() throws IOException {
    var segment = tcp(80, 81, 1, 2, 16, hex("1e08 0a000001 0a00"));
    segment[12] = 7 << 4;
    var padded = join(ethernet(0x0800, ip(6, A, B, segment)), hex("0a0000010a00"));
    var copy = only(padded);
    assertThat(copy).hasSameSizeAs(padded);
    assertThat(Arrays.copyOfRange(copy, 54, copy.length))
        .isEqualTo(join(hex("1e08"), new byte[12]));
  }

  @Test
  void commentsNamesSecretsAndUnknownBlocksOfPcapngGo() throws IOException {
    var order = ByteOrder.LITTLE_ENDIAN;
    var canary = "canary-comment".getBytes(StandardCharsets.US_ASCII);
    var filter = "\0host example".getBytes(StandardCharsets.US_ASCII);
    var capture =
        new CaptureBytes(order)
            .section()
            .on(
                1,
                new CaptureBytes(order)
                    .option(1, canary)
                    .option(2, "eth0".getBytes(StandardCharsets.US_ASCII))
                    .option(4, join(v4(A), v4("255.255.255.0")))
                    .option(11, filter))
            .block(4, new CaptureBytes(order).raw(canary))
            .block(10, new CaptureBytes(order).raw(canary))
            .block(0xBAD, new CaptureBytes(order).raw(canary))
            .enhanced(0, 1, ethernet(0x0800, ip(17, A, B, udp(1, 2, new byte[0]))))
            .bytes();
    var losses = new ArrayList<String>();
    var copy = rewritten(capture, losses);
    var text = new String(copy, StandardCharsets.ISO_8859_1);
    assertThat(text)
        .contains("x0hte", "xelpmaxe tsoh")
        .doesNotContain("canary", "host example", new String(v4(A), StandardCharsets.ISO_8859_1));
    assertThat(frames(copy)).hasSize(1);
    assertThat(losses)
        .containsExactlyInAnyOrder(
            "comments: 1 left out",
            "names that were looked up: 1 left out",
            "secrets to decrypt with: 1 left out",
            "blocks of type 2989: 1 left out");
  }

  @Test
  void framesOfALinkThatIsNotUnderstoodAreEmptyAndItIsSaid() throws IOException {
    var losses = new ArrayList<String>();
    var frame =
        frames(rewritten(MadeCaptures.pcap(189, List.of(hex("0a000001"))), losses)).getFirst();
    assertThat(frame.bytes()).isEmpty();
    assertThat(frame.wire()).isEqualTo(4);
    assertThat(losses).containsExactly("1 frames of usb_linux are empty: it is not understood");
  }

  @Test
  void aCaptureThatEndsWithinAFrameDoesSoInItsCopy() throws IOException {
    var whole = made("headers.pcap");
    var copy = rewritten(Arrays.copyOf(whole, whole.length - 3));
    var reader = FrameReader.open(new ByteArrayInputStream(copy)::read);
    while (reader.next()) {
      // To its end.
    }
    assertThat(reader.problems()).singleElement().asString().contains("cut within");
  }

  @Test
  void groupsOfIpv6EndLikeTheirOwnHardwareAddresses() throws IOException {
    var capture = made("ipv6.pcap");
    for (var frame : frames(rewritten(capture))) {
      boolean isGroup = frame.bytes().length > 54 && frame.bytes()[0] == 0x33;
      if (isGroup && frame.says().destinationAt > 0) {
        int at = frame.says().destinationAt;
        assertThat(Arrays.copyOfRange(frame.bytes(), 2, 6))
            .isEqualTo(Arrays.copyOfRange(frame.bytes(), at + 12, at + 16));
      }
    }
  }

  @Test
  void damagedBytesAreNeverMoreThanRefused() throws IOException {
    var random = new Random(5);
    for (var sound : MadeCaptures.all().values()) {
      for (int i = 0; i < 300; i++) {
        var bytes =
            i % 4 == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length) + 1) : sound.clone();
        for (int changes = random.nextInt(20); changes > 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        var copy = rewritten(bytes);
        assertThat(copy.length).isLessThan(bytes.length * 40 + 1000);
      }
    }
  }

  @Test
  void lengthsOfSixteenBitsAreWrittenWhole() throws IOException {
    assertThat(u16(0xFFFE)).isEqualTo(new byte[] {-1, -2});
    var copy = only(ethernet(0x0800, ip(17, A, B, udp(1, 2, new byte[600]))));
    assertThat(Arrays.copyOfRange(copy, 16, 18)).isEqualTo(u16(628));
  }
}
