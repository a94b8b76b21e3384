package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Times as Java's own formatter writes them, read back.
class StampTest {
  private final Random random = new Random(1);

  @Test
  void wallClockTimesAreReadToTheMicrosecond() {
    for (var pattern :
        List.of(
            "yyyy-MM-dd HH:mm:ss.SSSSSS",
            "yyyy-MM-dd'T'HH:mm:ss,SSSSSS",
            "yyyy/MM/dd HH:mm:ss.SSSSSS",
            "yyyy-MM-dd HH:mm:ss.SSSSSSSSS",
            "dd-MMM-yyyy HH:mm:ss.SSSSSS",
            "EEE MMM d HH:mm:ss.SSSSSS yyyy",
            "'['yyyy-MM-dd HH:mm:ss.SSSSSS']'")) {
      var format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      for (int i = 0; i < 5_000; i++) {
        var time = time();
        var line = read(format.format(time) + " text");
        assertThat(line.stampKind()).as(pattern).isEqualTo(StampKind.LOCAL);
        assertThat(line.stamp()).as(pattern).isEqualTo(micros(time));
      }
    }
  }

  @Test
  void offsetsAreTakenOff() {
    for (var pattern :
        List.of(
            "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx",
            "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
            "yyyy-MM-dd HH:mm:ss.SSSSSSxx",
            "yyyy-MM-dd HH:mm:ss.SSSSSS xx")) {
      var format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
      for (int i = 0; i < 5_000; i++) {
        var time = time();
        var offset = ZoneOffset.ofTotalSeconds((random.nextInt(26 * 4) - 48) * 900);
        var line = read(format.format(time.atOffset(offset)) + " text");
        assertThat(line.stampKind()).isEqualTo(StampKind.INSTANT);
        assertThat(line.stamp()).isEqualTo(micros(time) - offset.getTotalSeconds() * 1_000_000L);
      }
    }
  }

  @Test
  void timesWithoutAYearAreReadInALeapYear() {
    var format = DateTimeFormatter.ofPattern("MMM d HH:mm:ss.SSSSSS", Locale.ROOT);
    for (int i = 0; i < 5_000; i++) {
      var time = time().withYear(2000);
      var line = read(format.format(time) + " host prog[1]: text");
      assertThat(line.stampKind()).isEqualTo(StampKind.YEARLESS);
      assertThat(line.stamp()).isEqualTo(micros(time));
    }
  }

  @Test
  void datesThatTheCalendarDoesNotHaveAreNoTimes() {
    for (var time :
        List.of(
            "2026-02-29 10:00:00",
            "2026-13-01 10:00:00",
            "2026-00-01 10:00:00",
            "2026-01-00 10:00:00",
            "2026-04-31 10:00:00",
            "2026-01-01 24:00:00",
            "2026-01-01 10:60:00",
            "2026-01-01 10:00:61",
            "0001-01-01 00:00:00",
            "2026-01-01 1:00:00",
            "2026-01-01 10.00.00",
            "Feb 30 10:00:00",
            "Jan 0 10:00:00")) {
      assertThat(read(time + " host prog[1]: text").stampKind())
          .as(time)
          .isEqualTo(StampKind.ABSENT);
    }
  }

  @Test
  void numbersAreToldApartByTheirSize() {
    for (var number :
        List.of(
            "1795344447",
            "1795344447.0",
            "1795344447000",
            "1795344447000.0",
            "1795344447000000",
            "1795344447000000000")) {
      assertThat(read("{\"ts\":%s,\"msg\":\"\"}".formatted(number)).stamp())
          .isEqualTo(1_795_344_447_000_000L);
    }
    for (var number : List.of("12", "-1795344447", "1e9", "99999999999999999999", "179534444700")) {
      var line = read("{\"ts\":%s,\"msg\":\"\"}".formatted(number));
      assertThat(line.stamp()).as(number).isNotEqualTo(1_795_344_447_000_000L);
    }
  }

  private LocalDateTime time() {
    long second = random.nextLong(7_258_118_400L);
    return LocalDateTime.ofEpochSecond(second, random.nextInt(1_000_000) * 1000, ZoneOffset.UTC);
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC));
  }

  private static LogLine read(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return LogParser.of(LogFormat.PLAIN).parse(bytes, 0, bytes.length);
  }
}
