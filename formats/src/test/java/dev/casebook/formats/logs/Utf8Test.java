package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void validTextStaysAsItIs() {
    for (var text :
        new String[] {"", "plain", "3月 26", "Grüße 😀", "a longer text, all of it ASCII"}) {
      assertThat(valid(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
  }

  @Test
  void charactersOfValidTextAreToldOneByOne() {
    var text = "a\u00DF\u6708\uD83D\uDE00\uFFFD";
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var points = new StringBuilder();
    for (int at = 0; at < bytes.length; at += Utf8.width(bytes[at])) {
      assertThat(Utf8.isInside(bytes[at])).isFalse();
      points.appendCodePoint(Utf8.codePoint(bytes, at));
    }
    assertThat(points).hasToString(text);
  }

  @Test
  void everySequenceOfTwoAndThreeBytesIsReplacedAsJavaDoes() {
    for (int i = 0; i < 1 << 16; i++) {
      assertAsJava((byte) i, (byte) (i >> 8));
    }
    for (int i = 0; i < 1 << 16; i++) {
      assertAsJava((byte) (i | 0xc0), (byte) (i >> 6), (byte) (i >> 14 | 0x80), (byte) 'x');
    }
  }

  @Test
  void randomBytesAreReplacedAsJavaDoes() {
    var random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      var bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] |= random.nextBoolean() ? (byte) 0x80 : 0;
      }
      assertAsJava(bytes);
    }
  }

  @Test
  void aByteThatIsNotPrintedIsSeenAtEveryPlace() {
    for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
      boolean isPrinted = b >= ' ' || b == '\n';
      for (int length = 1; length < 20; length++) {
        for (byte around : new byte[] {' ', '\n', 0x7f}) {
          for (int at = 0; at < length; at++) {
            var bytes = new byte[length + 1];
            Arrays.fill(bytes, 1, length + 1, around);
            bytes[1 + at] = (byte) b;
            assertThat(Utf8.isPrintable(bytes, 1, length + 1)).isEqualTo(isPrinted);
          }
        }
      }
    }
  }

  private static void assertAsJava(byte... bytes) {
    var expected = new String(bytes, StandardCharsets.UTF_8);
    assertThat(valid(bytes)).as(() -> Arrays.toString(bytes)).isEqualTo(expected);
    assertThat(Utf8.isValid(bytes, 0, bytes.length))
        .as(() -> Arrays.toString(bytes))
        .isEqualTo(Arrays.equals(bytes, expected.getBytes(StandardCharsets.UTF_8)));
  }

  private static String valid(byte[] bytes) {
    var target = new byte[3 * bytes.length + 2];
    int end = Utf8.copyValid(bytes, 0, bytes.length, target, 1);
    return new String(target, 1, end - 1, StandardCharsets.UTF_8);
  }
}
