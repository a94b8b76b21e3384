package dev.casebook.formats.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetlinkMessagesTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void whatIsWrittenIsReadAgain() {
    var bytes =
        new NetlinkWriter(0x101, 5)
            .u8(2)
            .u8(0)
            .u16(7)
            .attributeU8(1, 200)
            .nested(2, part -> part.attributeI32(3, -2).attributeText(4, "ftp"))
            .attributeI64s(5, 1, -1)
            .attributeHostI32(6, 77)
            .message(9);
    var messages = new NetlinkMessages().of(bytes, bytes.length);
    assertThat(messages.next()).isTrue();
    assertThat(messages.type()).isEqualTo(0x101);
    assertThat(messages.flags()).isEqualTo(5);
    assertThat(messages.sequence()).isEqualTo(9);
    assertThat(messages.to()).isEqualTo(bytes.length);
    var each = new NetlinkAttributes().of(bytes, messages.from() + 4, messages.to());
    assertThat(each.next()).isTrue();
    assertThat(each.u8()).isEqualTo(200);
    assertThat(each.next()).isTrue();
    assertThat(each.type()).isEqualTo(2);
    var inner = new NetlinkAttributes().in(each);
    assertThat(inner.next()).isTrue();
    assertThat(inner.u32()).isEqualTo(0xFFFF_FFFEL);
    assertThat(inner.next()).isTrue();
    assertThat(inner.text()).isEqualTo("ftp");
    assertThat(inner.next()).isFalse();
    assertThat(each.next()).isTrue();
    assertThat(each.i64()).isOne();
    assertThat(each.i64(8)).isEqualTo(-1);
    assertThat(each.i64(9)).isZero();
    assertThat(each.next()).isTrue();
    assertThat(each.hostI32()).isEqualTo(77);
    assertThat(each.next()).isFalse();
    assertThat(messages.next()).isFalse();
  }

  /// `NLM_F_CAPPED` and `NLM_F_ACK_TLVS` are set: the header of the request alone is quoted, and
  /// attributes follow.
  @Test
  void anErrorIsItsErrnoAndWhatTheKernelSays() {
    var answer =
        HEX.parseHex(
            "3c0000000200000301000000d2040000a1ffffff140000000201050001000000d2040000"
                + "1800010064756d70206973206e6f7420686572650000000000");
    var bytes = Arrays.copyOf(answer, 60);
    var messages = new NetlinkMessages().of(bytes, bytes.length);
    assertThat(messages.next()).isTrue();
    assertThat(NetlinkAnswer.of(messages)).isEqualTo(new NetlinkAnswer(95, "dump is not here", 0));
  }

  @Test
  void noBytesLeadOutOfTheDatagramOrIntoALoop() {
    var random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(96)];
      random.nextBytes(bytes);
      if (bytes.length > 4 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(bytes.length + 2);
        bytes[1] = 0;
        bytes[2] = 0;
        bytes[3] = 0;
      }
      var messages = new NetlinkMessages().of(bytes, bytes.length);
      while (messages.next()) {
        assertThat(messages.to()).isLessThanOrEqualTo(bytes.length);
        assertThat(NetlinkAnswer.of(messages)).isNotNull();
        var each = new NetlinkAttributes().of(bytes, messages.from(), messages.to());
        while (each.next()) {
          assertThat(each.text().length()).isLessThanOrEqualTo(each.length());
        }
      }
    }
  }
}
