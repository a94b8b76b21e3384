package dev.casebook.formats.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneWordTest {

  @ParameterizedTest
  @CsvSource({"UTC, Z", "EDT, -04:00", "CEST, +02:00", "+0800, +08:00", "-03, -03:00"})
  void aWordOfOneMeaningIsAnOffset(String word, ZoneOffset offset) {
    assertThat(ZoneWord.offset(word)).contains(offset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CST", "IST", "BST", "PM", "Sun", "", "+9900", "2026", "+8"})
  void anyOtherIsNone(String word) {
    assertThat(ZoneWord.offset(word)).isEmpty();
  }
}
