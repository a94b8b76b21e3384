package dev.casebook.wings.etcd.kubernetes.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {

  private final Varint varint = new Varint();

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 127, 128, 300, 1L << 35, (1L << 49) - 1, 1L << 49, Long.MAX_VALUE, -1})
  void whatIsWrittenIsRead(long number) {
    var out = new WireWriter();
    out.varint(number);
    byte[] bytes = out.toByteArray();
    assertThat(varint.read(bytes, 0, bytes.length)).isTrue();
    assertThat(varint.value()).isEqualTo(number);
    assertThat(varint.length()).isEqualTo(bytes.length);
    long word = 0;
    for (int i = 0; i < Math.min(8, bytes.length); i++) {
      word |= (bytes[i] & 0xFFL) << (8 * i);
    }
    assertThat(varint.read(word, 7)).isEqualTo(bytes.length <= 7);
    assertThat(varint.value()).isEqualTo(number);
    assertThat(varint.read(bytes, 0, bytes.length - 1)).isFalse();
  }

  @Test
  void moreThanTenBytesAreNoNumber() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0x81);
    assertThat(varint.read(endless, 3, 20)).isFalse();
    assertThat(varint.read(endless, 20, 20)).isFalse();
    assertThat(varint.read(-1L, 8)).isFalse();
  }
}
