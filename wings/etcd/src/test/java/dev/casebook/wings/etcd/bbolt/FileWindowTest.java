package dev.casebook.wings.etcd.bbolt;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileWindowTest {

  private static final int BYTES = 3 * 4096 + 100;

  private final byte[] bytes = new byte[BYTES];
  private final MemorySegment file = MemorySegment.ofArray(bytes);
  private final Random random = new Random(1);

  FileWindowTest() {
    random.nextBytes(bytes);
  }

  @Test
  void numbersAreThoseOfTheFileWhereverTheyLie() {
    var forwards = new FileWindow(file);
    for (var at = 0; at <= BYTES - Long.BYTES; at++) {
      assertThatNumbersAre(forwards, at);
    }
    var anywhere = new FileWindow(file);
    for (var i = 0; i < 10_000; i++) {
      assertThatNumbersAre(anywhere, random.nextInt(BYTES - Long.BYTES + 1));
    }
  }

  private void assertThatNumbersAre(FileWindow window, int at) {
    var little = file.get(JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at);
    assertThat(window.u64(at)).isEqualTo(little);
    assertThat(window.bigEndian(at)).isEqualTo(Long.reverseBytes(little));
    assertThat(window.u32(at)).isEqualTo(little & 0xFFFF_FFFFL);
    assertThat(window.u16(at)).isEqualTo((int) little & 0xFFFF);
    assertThat(window.octet(at)).isEqualTo(bytes[at]);
  }

  @Test
  void nothingIsReadOutsideTheFile() {
    var window = new FileWindow(file);
    assertThat(window.octet(BYTES - 1L)).isEqualTo(bytes[BYTES - 1]);
    assertThatThrownBy(() -> window.u64(BYTES - 7L)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.octet(BYTES)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.octet(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.u64(Long.MAX_VALUE - 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anEmptyFileHasNoBytes() {
    var window = FileWindow.over(new byte[0]);
    assertThat(window.size()).isZero();
    assertThatThrownBy(() -> window.octet(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
