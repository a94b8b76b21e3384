package dev.casebook.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DerTest {

  private static final Der.Names LONGER =
      new Der.Names() {
        @Override
        public String name(String name) {
          return "x".repeat(200);
        }

        @Override
        public byte[] address(byte[] address) {
          return address;
        }
      };

  @Test
  void lengthsAroundANameAreMadeRight() {
    // SEQUENCE { UTF8String "btc", INTEGER 5 }
    var der = HexFormat.of().parseHex("30080c03627463020105");
    var renamed = Der.renamed(der, LONGER).orElseThrow();
    assertThat(HexFormat.of().formatHex(renamed))
        .startsWith("3081ce0c81c8787878")
        .endsWith("020105");
  }

  @Test
  void whatIsNoDerIsTold() {
    assertThat(Der.renamed("hello world".getBytes(StandardCharsets.UTF_8), LONGER)).isEmpty();
    assertThat(Der.renamed(HexFormat.of().parseHex("3084ffffffff"), LONGER)).isEmpty();
  }

  @Test
  void noBytesMakeItThrow() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 1) {
        bytes[0] = 0x30;
        bytes[1] = (byte) (bytes.length - 2);
      }
      assertThat(Der.renamed(bytes, LONGER)).isNotNull();
    }
  }
}
