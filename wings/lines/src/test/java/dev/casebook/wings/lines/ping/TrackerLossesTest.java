package dev.casebook.wings.lines.ping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackerLossesTest {

  private static final String BEFORE =
      """
      entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart
      00000001  00000000 00000003 00000000 00000001 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000  00000000 00000000 00000000 00000000
      00000001  00000000 00000003 00000000 00000000 00000000 00000000 00000000 00000000 00000002 00000002 00000000 00000000  00000000 00000000 00000000 00000000
      """;

  @Test
  void allProcessorsAreSummed() {
    assertThat(TrackerLosses.of(BEFORE)).isEqualTo(new TrackerLosses(2, 2, 0));
  }

  @Test
  void onlyWhatCameSinceThenIsTold() {
    var before = TrackerLosses.of(BEFORE);
    assertThat(before.since(before)).isEmpty();
    assertThat(new TrackerLosses(5, 5, 0).since(before)).contains("3 entries").contains("no id");
    assertThat(new TrackerLosses(2, 9, 1).since(before)).contains("8 packets").contains("full");
  }

  @Test
  void whatIsNoTableTellsNothing() {
    assertThat(TrackerLosses.of("")).isEqualTo(new TrackerLosses(0, 0, 0));
    assertThat(TrackerLosses.of("drop\nzz\n")).isEqualTo(new TrackerLosses(0, 0, 0));
  }
}
