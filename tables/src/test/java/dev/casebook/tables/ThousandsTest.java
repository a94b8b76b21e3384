package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThousandsTest {

  @ParameterizedTest
  @ValueSource(
      longs = {0, 7, -7, 999, -999, 1000, -1000, 123_456, -123_456, 1_234_567, Long.MIN_VALUE})
  void areParted(long number) {
    assertThat(Thousands.of(number)).isEqualTo(String.format(Locale.ROOT, "%,d", number));
  }
}
