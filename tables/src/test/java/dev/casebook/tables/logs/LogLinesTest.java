package dev.casebook.tables.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.HostFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final Instant CAPTURE = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void theYearsOfALogFollowTheOrderOfItsLines() throws IOException {
    var log =
        """
        Nov 20 10:00:00 h1 app[1]: first
        Feb 10 10:00:00 h1 app[1]: second
        Sep 10 10:00:00 h1 app[1]: third
        Dec 24 10:00:00 h1 app[1]: fourth
        Jan 24 10:00:00 h1 app[1]: fifth
        Nov 24 10:00:00 h1 app[1]: last
        """;

    assertThat(times(log, CAPTURE, null))
        .extracting(time -> time.substring(0, 10))
        .containsExactly(
            "2024-11-20", "2025-02-10", "2025-09-10", "2025-12-24", "2026-01-24", "2026-11-24");
  }

  @Test
  void linesBeforeNewYearAreOfTheYearBeforeThoseAfterIt() throws IOException {
    var log =
        """
        Dec 31 23:58:59 h1 kernel: bond0: link status definitely down for interface eth1
        Jan  1 00:01:59 h1 kernel: bond0: link status definitely down for interface eth1
        """;

    assertThat(times(log, null, CAPTURE))
        .containsExactly("2025-12-31T23:58:59Z", "2026-01-01T00:01:59Z");
  }

  @Test
  void theLeapDayIsThatOfALeapYear() throws IOException {
    var log =
        """
        Feb 28 10:00:00 h1 app[1]: a
        Feb 29 10:00:00 h1 app[1]: b
        Mar  1 10:00:00 h1 app[1]: c
        """;

    assertThat(times(log, CAPTURE, null))
        .containsExactly("2024-02-28T10:00:00Z", "2024-02-29T10:00:00Z", "2024-03-01T10:00:00Z");
  }

  @Test
  void anHourThatStepsBackStaysInItsYear() throws IOException {
    var log =
        """
        Oct 25 02:59:59 h1 app[1]: a
        Oct 25 02:00:01 h1 app[1]: b
        Jan  1 00:30:00 h1 app[1]: c
        Dec 31 23:59:00 h1 app[1]: a line that came late
        Jan  1 00:31:00 h1 app[1]: d
        """;

    assertThat(times(log, CAPTURE, null))
        .extracting(time -> time.substring(0, 4))
        .containsExactly("2025", "2025", "2026", "2025", "2026");
  }

  @Test
  void aRotatedLogIsOlderThanTheCapture() throws IOException {
    var log = "Mar  3 10:00:00 h1 app[1]: a\n";

    assertThat(times(log, CAPTURE, Instant.parse("2025-03-04T00:00:00Z")))
        .containsExactly("2025-03-03T10:00:00Z");
    assertThat(times(log, CAPTURE, Instant.parse("1980-01-01T00:00:00Z")))
        .containsExactly("2026-03-03T10:00:00Z");
  }

  @Test
  void theYearsOfALargeLogAreThoseOfItsBlocks() throws IOException {
    IntFunction<String> day =
        i -> "%s %2d 10:00:00 h1 app[1]: %s".formatted(month(i), 1 + i % 28, "x".repeat(2000));
    var log = lines(3 * 12 * 28, day);

    var times = times(log, Instant.parse("2026-11-30T00:00:00Z"), null);

    assertThat(times).isSorted();
    assertThat(times.getFirst()).startsWith("2023-12-01");
    assertThat(times.getLast()).startsWith("2026-11-28");
  }

  /// December comes first, so that the log begins and ends within a year.
  private static String month(int day) {
    return List.of(
            "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
        .get(day / 28 % 12);
  }

  @Test
  void theFirstLineOfAJournalTellsYearAndZone() throws IOException {
    var log =
        """
        -- Logs begin at Fri 2021-02-12 18:58:10 UTC, end at Mon 2022-02-14 09:01:02 UTC. --
        Jun 10 10:00:00 h1 app[1]: a
        Feb 14 09:00:00 h1 app[1]: b
        """;

    assertThat(lines(log, new HostFacts("h1", true, CAPTURE, null, ZoneId.of("Asia/Tokyo")), null))
        .contains("2021-06-10T10:00:00Z", "2022-02-14T09:00:00Z");
  }

  @Test
  void anExportOfTheJournalHasALineForEachRecord() throws IOException {
    var length = "\24\0\0\0\0\0\0\0";
    var log =
        """
        __CURSOR=s=1
        __REALTIME_TIMESTAMP=1697055255123456
        _HOSTNAME=h1
        SYSLOG_IDENTIFIER=kernel
        PRIORITY=4
        MESSAGE=nf_conntrack: "table" full

        __CURSOR=s=2
        __REALTIME_TIMESTAMP=1697055256123456
        MESSAGE
        %stwo lines
        MESSAGE=no
        _PID=7
        _HOSTNAME=h1
        """
            .formatted(length);
    var bytes = log.getBytes(StandardCharsets.ISO_8859_1);
    var read = new ArrayList<String>();

    try (var lines =
        LogLines.open(artifact(bytes, null), new HostFacts("h", true, null, null, null))) {
      while (lines.next()) {
        var line = lines.fields();
        read.add(
            "%d %s %s %s %d %s"
                .formatted(
                    lines.micros(line),
                    line.host(),
                    line.program(),
                    line.level(),
                    line.pid(),
                    line.message()));
      }
    }

    assertThat(read)
        .containsExactly(
            "1697055255123456 h1 kernel WARNING -1 nf_conntrack: \"table\" full",
            "1697055256123456 h1 null null 7 two lines\nMESSAGE=no");
  }

  @Test
  void aLogThatIsMostlyUndecodableSaysSo() throws IOException {
    var artifact = artifact("ошибка диска\n".repeat(20).getBytes(Charset.forName("KOI8-R")), null);

    try (var lines = LogLines.open(artifact, new HostFacts("h1", true, CAPTURE, null, null))) {
      assertThat(lines.next()).isTrue();
      assertThat(lines.shortcoming()).contains("encoding");
    }
  }

  private static List<String> times(
      String log, @Nullable Instant captured, @Nullable Instant modified) throws IOException {
    return lines(log, new HostFacts("h1", true, captured, null, null), modified);
  }

  private static List<String> lines(String log, HostFacts facts, @Nullable Instant modified)
      throws IOException {
    var times = new ArrayList<String>();
    var bytes = log.getBytes(StandardCharsets.UTF_8);
    try (var lines = LogLines.open(artifact(bytes, modified), facts)) {
      while (lines.next()) {
        long micros = lines.micros(lines.fields());
        if (micros != LogLines.NO_TIME) {
          times.add(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
        }
      }
    }
    return times;
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static Artifact artifact(byte[] bytes, @Nullable Instant modified) {
    return new Artifact(
        ArtifactName.file("/var/log/messages"),
        "messages",
        bytes.length,
        modified,
        null,
        () -> new ByteArrayInputStream(bytes));
  }
}
