package dev.casebook.wings.etcd.kubernetes.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NanosecondsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "1,1ns",
    "1500,1.5µs",
    "20000000,20ms",
    "1500000000,1.5s",
    "60000000000,1m0s",
    "5400000000000,1h30m0s",
    "-1000000000,-1s",
    "9223372036854775807,2562047h47m16.854775807s"
  })
  void aDurationIsSpelledAsGoDoes(long nanos, String text) throws Exception {
    assertThat(Nanoseconds.spell(nanos)).isEqualTo(text);
    assertThat(Nanoseconds.parse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", ".s", "1x", "9999999h", "1h 2m"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Nanoseconds.parse(text)).isInstanceOf(UnencodableException.class);
  }
}
