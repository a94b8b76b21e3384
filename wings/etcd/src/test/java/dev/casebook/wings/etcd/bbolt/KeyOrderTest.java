package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  @Test
  void keysAreOrderedAsUnsignedBytes() {
    var random = new Random(1);
    for (var i = 0; i < 20_000; i++) {
      var a = key(random);
      var b = random.nextInt(4) == 0 ? a.clone() : key(random);
      var x = FileWindow.over(a);
      var y = FileWindow.over(b);
      assertThat(Integer.signum(KeyOrder.compare(x, 0, a.length, y, 0, b.length)))
          .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
      if (Arrays.equals(a, b)) {
        assertThat(KeyOrder.hash(x, 0, a.length)).isEqualTo(KeyOrder.hash(y, 0, b.length));
      }
    }
  }

  @Test
  void aWordSortsAsItsBytesDo() {
    var key = FileWindow.over(new byte[] {(byte) 0xFF, 1, 2});
    assertThat(KeyOrder.word(key, 0, 3)).isEqualTo(0xFF01_0200_0000_0000L);
    assertThat(KeyOrder.word(key, 0, 0)).isZero();
  }

  private static byte[] key(Random random) {
    var key = new byte[random.nextInt(20)];
    for (var i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(3) - 1);
    }
    return key;
  }
}
