package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aStampWithoutAYearIsOfTheLatestYearNotAfterTheAnchor() {
    var clock = LogClock.of(Instant.parse("2024-03-21T12:00:00Z"), null, null);

    assertThat(time(clock, "Mar 21 11:59:59", 0)).isEqualTo("2024-03-21T11:59:59Z");
    assertThat(time(clock, "Dec 31 23:59:59", 0)).isEqualTo("2023-12-31T23:59:59Z");
    assertThat(time(clock, "Mar 23 00:00:00", 0)).isEqualTo("2023-03-23T00:00:00Z");
  }

  @Test
  void aLineMayBeADayAheadOfTheAnchor() {
    var clock = LogClock.of(Instant.parse("2024-03-21T12:00:00Z"), null, null);

    assertThat(time(clock, "Mar 22 11:59:59", 0)).isEqualTo("2024-03-22T11:59:59Z");
    assertThat(time(clock, "Mar 22 12:00:01", 0)).isEqualTo("2023-03-22T12:00:01Z");
  }

  @Test
  void anAnchorOnNewYearsDayLeavesDecemberInTheOldYear() {
    var clock = LogClock.of(Instant.parse("2024-01-01T00:10:00Z"), null, null);

    assertThat(time(clock, "Dec 31 23:59:59", 0)).isEqualTo("2023-12-31T23:59:59Z");
    assertThat(time(clock, "Jan  1 00:05:00", 0)).isEqualTo("2024-01-01T00:05:00Z");
  }

  @Test
  void decemberBeforeJanuaryIsANewYear() {
    assertThat(
            times("2024-02-01T00:00:00Z", "Nov 30 10:00:00", "Dec 31 23:59:59", "Jan  1 00:00:00"))
        .containsExactly("2023-11-30T10:00:00Z", "2023-12-31T23:59:59Z", "2024-01-01T00:00:00Z");
  }

  @Test
  void aFileCanRunThroughSeveralYears() {
    assertThat(
            times(
                "2024-06-01T00:00:00Z",
                "Mar 1 00:00:00",
                "Oct 1 00:00:00",
                "Feb 1 00:00:00",
                "Sep 1 00:00:00",
                "Jan 1 00:00:00"))
        .containsExactly(
            "2022-03-01T00:00:00Z",
            "2022-10-01T00:00:00Z",
            "2023-02-01T00:00:00Z",
            "2023-09-01T00:00:00Z",
            "2024-01-01T00:00:00Z");
  }

  @Test
  void aStepBackOfManyMonthsWithoutDecemberIsANewYear() {
    assertThat(times("2024-06-01T00:00:00Z", "Jun 20 10:00:00", "Mar 1 10:00:00"))
        .containsExactly("2023-06-20T10:00:00Z", "2024-03-01T10:00:00Z");
  }

  @Test
  void linesOutOfOrderDoNotTurnTheYear() {
    assertThat(
            times(
                "2024-02-01T00:00:00Z",
                "Dec 31 23:59:58",
                "Jan  1 00:00:01",
                "Dec 31 23:59:59",
                "Jan  1 00:00:02",
                "Dec 25 00:00:00",
                "Jan  3 00:00:00"))
        .containsExactly(
            "2023-12-31T23:59:58Z",
            "2024-01-01T00:00:01Z",
            "2023-12-31T23:59:59Z",
            "2024-01-01T00:00:02Z",
            "2023-12-25T00:00:00Z",
            "2024-01-03T00:00:00Z");
  }

  @Test
  void aClockThatStartedInJanuaryForAMinuteDoesNotTurnTheYear() {
    assertThat(
            times(
                "2024-07-01T00:00:00Z",
                "Jun 19 10:00:00",
                "Jan  1 00:00:05",
                "Jan  1 00:00:35",
                "Jun 19 10:02:00",
                "Jun 20 10:02:00"))
        .startsWith("2024-06-19T10:00:00Z")
        .endsWith("2024-06-19T10:02:00Z", "2024-06-20T10:02:00Z");
  }

  @Test
  void oneWrongDateAheadDoesNotMoveTheOthers() {
    assertThat(
            times("2024-07-01T00:00:00Z", "Jan 19 10:00:00", "Dec 31 00:00:05", "Jan 20 10:00:00"))
        .containsExactly("2024-01-19T10:00:00Z", "2023-12-31T00:00:05Z", "2024-01-20T10:00:00Z");
  }

  @Test
  void aWrongDateInTheLastLineDoesNotMoveTheOthers() {
    assertThat(
            times("2024-07-20T00:00:00Z", "Jul 18 10:00:00", "Jul 19 10:00:00", "May 1 10:00:00"))
        .startsWith("2024-07-18T10:00:00Z", "2024-07-19T10:00:00Z");
  }

  @Test
  void aLongSilenceIsNoWrongDate() {
    assertThat(times("2024-12-01T00:00:00Z", "Jan 19 10:00:00", "Nov 1 00:00:00", "Nov 5 00:00:00"))
        .containsExactly("2024-01-19T10:00:00Z", "2024-11-01T00:00:00Z", "2024-11-05T00:00:00Z");
  }

  @Test
  void theLeapDayFallsIntoALeapYear() {
    assertThat(
            times("2026-11-22T00:00:00Z", "Feb 28 10:00:00", "Feb 29 10:00:00", "Mar 1 10:00:00"))
        .containsExactly("2024-02-28T10:00:00Z", "2024-02-29T10:00:00Z", "2024-03-01T10:00:00Z");
  }

  @Test
  void theLeapDayMovesTheWholeFile() {
    assertThat(times("2026-11-22T00:00:00Z", "Feb 29 10:00:00", "Dec 1 10:00:00", "Feb 1 10:00:00"))
        .containsExactly("2024-02-29T10:00:00Z", "2024-12-01T10:00:00Z", "2025-02-01T10:00:00Z");
  }

  @Test
  void aLeapDayAloneFallsIntoALeapYear() {
    var clock = LogClock.of(Instant.parse("2026-11-22T00:00:00Z"), null, null);

    assertThat(time(clock, "Feb 29 10:00:00", 0)).isEqualTo("2024-02-29T10:00:00Z");
  }

  @Test
  void aDateWithItsYearLaterInTheFileFixesTheOthers() {
    assertThat(
            times(
                "2026-11-22T00:00:00Z",
                "Dec 30 10:00:00",
                "Jan  2 10:00:00",
                "Jan  3 10:00:00 2019",
                "Jan  4 10:00:00"))
        .containsExactly(
            "2018-12-30T10:00:00Z",
            "2019-01-02T10:00:00Z",
            "2019-01-03T10:00:00Z",
            "2019-01-04T10:00:00Z");
  }

  @Test
  void theFirstAndTheLastLineAreEnoughForAFileOfLessThanAYear() {
    var trail = new YearTrail();
    see(trail, "Nov 30 10:00:00", 0);
    see(trail, "Feb 10 10:00:00", 1000);
    var clock = trail.clock(Instant.parse("2024-08-01T00:00:00Z"), null, null);

    assertThat(time(clock, "Dec 25 10:00:00", 300)).isEqualTo("2023-12-25T10:00:00Z");
    assertThat(time(clock, "Jan 25 10:00:00", 600)).isEqualTo("2024-01-25T10:00:00Z");
    assertThat(time(clock, "Feb 10 10:00:00", 1000)).isEqualTo("2024-02-10T10:00:00Z");
  }

  @Test
  void aSampleOfTheLinesAndAnyOrderOfQuestionsGiveTheSameYears() {
    var random = new Random(20260101);
    var start = Instant.parse("2015-02-03T04:05:06Z");
    var lines = new ArrayList<Instant>();
    for (int i = 0; i < 5000; i++) {
      lines.add(start);
      start = start.plusSeconds(random.nextInt(2 * 86_400) - 3600);
    }
    var trail = new YearTrail();
    for (int i = 0; i < lines.size(); i += 1 + random.nextInt(40)) {
      trail.see(StampKind.YEARLESS, yearless(lines.get(i)), i);
    }
    var clock = trail.clock(lines.getLast(), null, null);
    var order = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);

    for (int i : order) {
      long micros = clock.micros(StampKind.YEARLESS, yearless(lines.get(i)), i);
      assertThat(instant(micros)).isEqualTo(lines.get(i));
    }
  }

  @Test
  void wallClockTimesAreReadInTheZone() {
    var clock = LogClock.of(Instant.parse("2026-11-22T00:00:00Z"), BERLIN, null);

    assertThat(time(clock, "Jan 10 12:00:00 2026", 0)).isEqualTo("2026-01-10T11:00:00Z");
    assertThat(time(clock, "Jul 10 12:00:00 2026", 0)).isEqualTo("2026-07-10T10:00:00Z");
    assertThat(time(clock, "Jul 10 12:00:00", 0)).isEqualTo("2026-07-10T10:00:00Z");
  }

  @Test
  void anHourThatIsThereTwiceIsTheFirstAndOneThatIsNotComesAfter() {
    var clock = LogClock.of(Instant.parse("2026-11-22T00:00:00Z"), BERLIN, null);

    assertThat(time(clock, "Oct 25 02:30:00 2026", 0)).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(time(clock, "Oct 25 03:00:00 2026", 0)).isEqualTo("2026-10-25T02:00:00Z");
    assertThat(time(clock, "Mar 29 02:30:00 2026", 0)).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(time(clock, "Mar 29 03:30:00 2026", 0)).isEqualTo("2026-03-29T01:30:00Z");
  }

  @Test
  void everyZoneAgreesWithTheCalendarOfJava() {
    var random = new Random(7);
    for (var name :
        List.of("Europe/Berlin", "America/St_Johns", "Asia/Shanghai", "Australia/Lord_Howe")) {
      var zone = ZoneId.of(name);
      var clock = LogClock.of(Instant.parse("2026-11-22T00:00:00Z"), zone, null);
      for (int i = 0; i < 20_000; i++) {
        long wall = Math.floorMod(random.nextLong(), 60L * 365 * 86_400) * 1_000_000;
        var local = LocalDateTime.ofEpochSecond(wall / 1_000_000, 0, ZoneOffset.UTC);
        var expected = local.toInstant(zone.getRules().getOffset(local));
        assertThat(instant(clock.micros(StampKind.LOCAL, wall, 0))).isEqualTo(expected);
      }
    }
  }

  @Test
  void withoutAZoneTheClockAssumesUtc() {
    var clock = LogClock.of(Instant.parse("2026-11-22T00:00:00Z"), null, null);

    assertThat(time(clock, "Jul 10 12:00:00 2026", 0)).isEqualTo("2026-07-10T12:00:00Z");
  }

  @Test
  void theTimeSinceTheStartNeedsTheMomentOfTheStart() {
    var anchor = Instant.parse("2026-11-22T00:00:00Z");
    var boot = Instant.parse("2026-11-21T10:00:00Z");

    assertThat(time(LogClock.of(anchor, null, boot), "[ 1380.681543] text", 0))
        .isEqualTo("2026-11-21T10:23:00.681543Z");
    assertThat(time(LogClock.of(anchor, null, null), "[ 1380.681543] text", 0)).isEqualTo("none");
    assertThat(time(LogClock.of(anchor, null, boot), "just words", 0)).isEqualTo("none");
  }

  @Test
  void anAnchorOutsideOfTheCalendarIsAnAnchorAtItsEdge() {
    assertThat(time(LogClock.of(Instant.MAX, null, null), "Jun 20 10:00:00", 0))
        .startsWith("2199-06-20");
    assertThat(time(LogClock.of(Instant.MIN, null, null), "Jun 20 10:00:00", 0))
        .startsWith("1970-06-20");
    assertThat(time(LogClock.of(Instant.EPOCH, null, null), "Feb 29 10:00:00", 0))
        .isNotEqualTo("none");
  }

  @Test
  void anyStampsAtAllGiveSomeTime() {
    var random = new Random(11);
    var kinds = List.of(StampKind.values());
    for (int run = 0; run < 200; run++) {
      var trail = new YearTrail();
      for (int i = 0; i < 500; i++) {
        trail.see(kinds.get(random.nextInt(kinds.size())), random.nextLong(YearTrail.YEAR * 40), i);
        trail.see(StampKind.YEARLESS, YearTrail.ORIGIN + random.nextLong(YearTrail.YEAR), i);
      }
      var clock = trail.clock(Instant.ofEpochSecond(random.nextInt()), BERLIN, null);
      for (int i = 0; i < 500; i++) {
        long stamp = YearTrail.ORIGIN + random.nextLong(YearTrail.YEAR);
        assertThat(clock.micros(StampKind.YEARLESS, stamp, random.nextInt(600) - 50))
            .isNotEqualTo(LogClock.NO_TIME);
      }
    }
  }

  /// The times of a file's stamps, each line taken note of first.
  private static List<String> times(String anchor, String... stamps) {
    var trail = new YearTrail();
    for (int i = 0; i < stamps.length; i++) {
      see(trail, stamps[i], i);
    }
    var clock = trail.clock(Instant.parse(anchor), null, null);
    var times = new ArrayList<String>();
    for (int i = 0; i < stamps.length; i++) {
      times.add(time(clock, stamps[i], i));
    }
    return times;
  }

  private static void see(YearTrail trail, String stamp, long position) {
    trail.see(line(stamp), position);
  }

  private static String time(LogClock clock, String stamp, long position) {
    var instant = instant(clock.micros(line(stamp), position));
    return instant == null ? "none" : instant.toString();
  }

  private static LogLine line(String stamp) {
    var bytes = (stamp + " host prog[1]: text").getBytes(StandardCharsets.UTF_8);
    return LogParser.of(LogFormat.PLAIN).parse(bytes, 0, bytes.length);
  }

  private static @Nullable Instant instant(long micros) {
    return micros == LogClock.NO_TIME
        ? null
        : Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private static long yearless(Instant instant) {
    var date = instant.atOffset(ZoneOffset.UTC);
    return date.withYear(2000).toEpochSecond() * 1_000_000;
  }
}
