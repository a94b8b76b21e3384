package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedTest {

  private static final Printed UTC = new Printed(true, Language.ENGLISH);
  private static final Printed LOCAL = new Printed(false, Language.ENGLISH);

  @Test
  void aTimeIsToldWithWhatIsKnownOfItsZone() {
    var time = LocalDateTime.of(2026, 11, 22, 10, 47, 3, 999_000_000);
    assertThat(UTC.of("time", time)).isEqualTo("2026-11-22 10:47:03 UTC");
    assertThat(LOCAL.of("time", time)).isEqualTo("2026-11-22 10:47:03 local time");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.0 s after boot",
    "12, 349, 12.3 s after boot",
    "61, 50, 61.0 s after boot",
    "63072, 0, 63072.0 s after boot"
  })
  void aTimeWithoutAClockCountsFromTheBoot(int seconds, int millis, String told) {
    var time =
        LocalDateTime.of(1970, 1, 1, 0, 0).plusSeconds(seconds).plusNanos(millis * 1_000_000L);
    for (var printed : List.of(UTC, LOCAL)) {
      assertThat(printed.of("time", time)).isEqualTo(told);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "1023, 1023 bytes",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "102400, 100 KiB",
    "1048575, 1.0 MiB",
    "1610612736, 1.5 GiB",
    "9223372036854775807, 8.0 EiB",
    "-2048, -2.0 KiB"
  })
  void aSizeIsToldInItsUnit(long bytes, String told) {
    assertThat(UTC.of("bytes", bytes)).isEqualTo(told);
    assertThat(UTC.of("free_bytes", bytes)).isEqualTo(told);
    assertThat(UTC.of("free_bytes", (double) bytes)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 seconds",
    "1, 1 second",
    "119, 119 seconds",
    "120, 2 minutes",
    "7199, 119 minutes",
    "7200, 2 hours",
    "172799, 47 hours",
    "172800, 2 days",
    "31536000, 365 days",
    "-1, -1 seconds",
    "-7200, -2 hours"
  })
  void aDurationIsToldInTheLargestUnitOfWhichThereAreTwo(long seconds, String told) {
    assertThat(UTC.of("seconds", seconds)).isEqualTo(told);
    assertThat(UTC.of("idle_seconds", seconds)).isEqualTo(told);
  }

  @Test
  void aNumberOfAnotherColumnIsToldAsItIs() {
    assertThat(UTC.of("kilobytes", 2048L)).isEqualTo("2048");
    assertThat(UTC.of("bytes_free", 2048)).isEqualTo("2048");
    assertThat(UTC.of("n", 3.0)).isEqualTo("3");
    assertThat(UTC.of("n", 3.25)).isEqualTo("3.3");
    assertThat(UTC.of("n", new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(UTC.of("n", true)).isEqualTo("true");
  }

  @Test
  void aListIsToldUpToItsFifthElement() {
    assertThat(UTC.of("x", List.of())).isEmpty();
    assertThat(UTC.of("x", List.of("a"))).isEqualTo("a");
    assertThat(UTC.of("x", List.of(1, 2, 3, 4, 5))).isEqualTo("1, 2, 3, 4, 5");
    assertThat(UTC.of("x", List.of(1, 2, 3, 4, 5, 6, 7))).isEqualTo("1, 2, 3, 4, 5 and 2 more");
    assertThat(UTC.of("x", Arrays.asList(null, "a", null, "b"))).isEqualTo("a, b");
    assertThat(UTC.of("x", Collections.singletonList(null))).isEmpty();
    assertThat(UTC.of("free_bytes", List.of(1024L, 2048L))).isEqualTo("1.0 KiB, 2.0 KiB");
    assertThat(UTC.of("x", List.of(List.of(1, 2), List.of(3)))).isEqualTo("1, 2, 3");
  }

  @Test
  void aTextIsToldOnOneLine() {
    assertThat(UTC.of("x", "a\r\nb\u2028c\n")).isEqualTo("a b c ");
  }

  @Test
  void theLocaleOfTheProcessChangesNothing() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(UTC.of("free_bytes", 1536)).isEqualTo("1.5 KiB");
      assertThat(UTC.of("n", 3.25)).isEqualTo("3.3");
      assertThat(UTC.of("t", LocalDateTime.of(1970, 1, 1, 0, 0, 7))).isEqualTo("7.0 s after boot");
      assertThat(UTC.of("t", LocalDateTime.of(2026, 1, 1, 0, 0)))
          .isEqualTo("2026-01-01 00:00:00 UTC");
    } finally {
      Locale.setDefault(before);
    }
  }
}
