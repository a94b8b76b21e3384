package dev.casebook.formats.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IcmpCodecTest {

  /// A reply of 192.0.2.101 as tcpdump shows it, with its IPv4 header.
  private static final byte[] REPLY =
      HexFormat.of()
          .parseHex(
              "45000024abcd00004001" + "4a5b" + "c0000265c00002d4" + echo("00", "3930", "0007"));

  private static String echo(String type, String id, String sequence) {
    var hex = type + "00" + "%s" + id + sequence + "0011223344556677";
    var bytes = HexFormat.of().parseHex(hex.formatted("0000"));
    return hex.formatted("%04x".formatted(IcmpCodec.checksum(bytes, 0, bytes.length)));
  }

  @Test
  void aRequestOfV4HasAChecksum() {
    var request = new IcmpMessage.Echo(true, true, 0x3930, 1, new byte[] {1, 2, 3});
    var bytes = IcmpCodec.bytes(request);
    // RFC 1071: the sum over a message with its own checksum in it is all ones
    assertThat(IcmpCodec.checksum(bytes, 0, bytes.length)).isZero();
    assertThat(HexFormat.of().formatHex(bytes)).startsWith("0800").endsWith("39300001010203");
  }

  @Test
  void theKernelPutsInTheChecksumOfV6() {
    var request = new IcmpMessage.Echo(false, true, 14640, 2, new byte[0]);
    assertThat(HexFormat.of().formatHex(IcmpCodec.bytes(request))).isEqualTo("8000000039300002");
  }

  @Test
  void aReplyIsReadBehindItsHeader() {
    assertThat(IcmpCodec.ofV4Packet(REPLY))
        .get()
        .isInstanceOfSatisfying(
            IcmpMessage.Echo.class,
            echo -> {
              assertThat(echo.isRequest()).isFalse();
              assertThat(echo.id()).isEqualTo(14640);
              assertThat(echo.sequence()).isEqualTo(7);
              assertThat(echo.data()).hasSize(8);
            });
  }

  @Test
  void aWrongChecksumIsNoMessage() {
    var broken = REPLY.clone();
    broken[broken.length - 1] ^= 1;
    assertThat(IcmpCodec.ofV4Packet(broken)).isEmpty();
  }

  @Test
  void anErrorTellsWhichRequestItIsAbout() {
    var request = "45000024000000000101" + "0000" + "c00002d4cb007109" + echo("08", "0005", "0002");
    var message = "0b00" + "0000" + "00000000" + request;
    assertThat(IcmpCodec.ofMessage(true, HexFormat.of().parseHex(message)))
        .get()
        .isInstanceOfSatisfying(
            IcmpMessage.Failure.class,
            failure -> {
              assertThat(failure.words()).isEqualTo("time exceeded: hop limit reached on the way");
              var quoted = failure.quoted().orElseThrow();
              assertThat(quoted.source().text()).isEqualTo("192.0.2.212");
              assertThat(quoted.destination().text()).isEqualTo("203.0.113.9");
              assertThat(quoted.echo().id()).isEqualTo(5);
              assertThat(quoted.echo().sequence()).isEqualTo(2);
            });
  }

  @Test
  void anErrorOfV6QuotesThePacketWithItsHeader() {
    var header = "60000000" + "0010" + "3a" + "01";
    var source = "fd007a23000000000000000000000466";
    var destination = "20010db8ff0000000000000000000101";
    var message =
        "0104" + "0000" + "00000000" + header + source + destination + echo("80", "3930", "0001");
    assertThat(IcmpCodec.ofMessage(false, HexFormat.of().parseHex(message)))
        .get()
        .isInstanceOfSatisfying(
            IcmpMessage.Failure.class,
            failure -> {
              assertThat(failure.words())
                  .isEqualTo("destination unreachable: nothing on that port");
              assertThat(failure.quoted().orElseThrow().destination().text())
                  .isEqualTo("2001:db8:ff00::101");
            });
  }

  @Test
  void anErrorAboutSomethingElseQuotesNoEcho() {
    var udp = "4500001c000000004011" + "0000" + "c00002d4cb007109" + "0035003500080000";
    var message = HexFormat.of().parseHex("0303" + "0000" + "00000000" + udp);
    assertThat(IcmpCodec.ofMessage(true, message))
        .get()
        .isInstanceOfSatisfying(
            IcmpMessage.Failure.class, failure -> assertThat(failure.quoted()).isEmpty());
  }

  @Test
  void anyBytesAreReadWithoutHarm() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var bytes = i % 2 == 0 ? REPLY.clone() : new byte[random.nextInt(120)];
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      } else {
        random.nextBytes(bytes);
      }
      IcmpCodec.ofV4Packet(bytes);
      IcmpCodec.ofMessage(true, bytes);
      IcmpCodec.ofMessage(false, bytes);
    }
  }
}
