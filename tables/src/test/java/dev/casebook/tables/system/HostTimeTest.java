package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTimeTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tue 2024-03-26 10:42:19 CST",
        "Tue Mar 26 10:42:19 2024",
        "Tue 26 Mar 2024 10:42:19 AM CST",
        "2024-03-26 10:42:19",
        "03/26/24 10:42:19",
        "Tue 2024-03-26 02:42:19 UTC",
        "Tue 26 Mar 2024 02:42:19 AM UTC",
        "Mon 25 Mar 2024 10:42:19 PM EDT",
        "Tue 2024-03-26 03:42:19 CET",
        "Mon 2024-03-25 23:42:19 -03",
        "Tue Mar 26 08:12:19 2024 +0530"
      })
  void everyWayToWriteATimeIsTheSameInstant(String text) {
    assertThat(HostTime.parse(text, SHANGHAI)).contains(Instant.parse("2024-03-26T02:42:19Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n/a",
        "(none)",
        "10:42:19",
        "Tue 2024-13-26 10:42:19",
        "Mar 26 10:42",
        "99:99:99 1 Jan 2024",
        "99999999999 Jan 2024 10:42:19",
        "//",
        ":",
        "--/--/-- 1:2:3"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(HostTime.parse(text, SHANGHAI)).isEmpty();
  }

  @Test
  void noonAndMidnightAreNotMixedUp() {
    assertThat(HostTime.parse("Tue 26 Mar 2024 12:00:01 AM UTC", SHANGHAI))
        .contains(Instant.parse("2024-03-26T00:00:01Z"));
    assertThat(HostTime.parse("Tue 26 Mar 2024 12:00:01 PM UTC", SHANGHAI))
        .contains(Instant.parse("2024-03-26T12:00:01Z"));
  }
}
