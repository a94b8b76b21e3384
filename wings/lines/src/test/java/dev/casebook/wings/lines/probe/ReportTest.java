package dev.casebook.wings.lines.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Instant START = Instant.parse("2026-10-31T23:50:00Z");

  @TempDir private Path folder;

  private Series report() throws IOException {
    return whole().series().getFirst();
  }

  private Report whole() throws IOException {
    var files = ProbeFiles.in(folder, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1));
    return Report.of(files, Optional.empty());
  }

  /// A probe a second.
  ///
  /// @param micros of each, negative for one that is lost
  private void write(int probes, LongUnaryOperator micros) throws IOException {
    write(START, 1000, probes, micros);
  }

  private void write(Instant start, long stepMillis, int probes, LongUnaryOperator micros)
      throws IOException {
    try (var files = DayFiles.in(folder).orElseThrow()) {
      for (int i = 0; i < probes; i++) {
        long rtt = micros.applyAsLong(i);
        files.append(
            new ProbeRow(
                start.plusMillis(i * stepMillis),
                "office",
                "icmp",
                rtt < 0 ? ProbeRow.Outcome.LOST : ProbeRow.Outcome.OK,
                rtt < 0 ? -1 : rtt,
                ""));
      }
    }
  }

  @Test
  void lossWithAFlatDelayIsRandom() throws IOException {
    write(1200, i -> i % 90 == 50 ? -1 : 12_000 + i % 7 * 100);
    var series = report();
    assertThat(series.figures().lost()).isEqualTo(13);
    assertThat(series.verdict().kind()).isEqualTo(Verdict.Kind.RANDOM);
  }

  @Test
  void lossInAFullQueueIsSaturation() throws IOException {
    write(1200, i -> i > 600 && i < 800 ? (i % 10 == 0 ? -1 : 60_000) : 12_000);
    assertThat(report().verdict().kind()).isEqualTo(Verdict.Kind.SATURATED);
  }

  @Test
  void aQueueThatFillsWithoutLossIsSaturationToo() throws IOException {
    write(1200, i -> i > 600 && i < 800 ? 60_000 : 12_000);
    assertThat(report().verdict())
        .satisfies(verdict -> assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SATURATED))
        .satisfies(verdict -> assertThat(verdict.words()).contains("16.6 %"));
  }

  @Test
  void aDelayThatRisesALittleDecidesNothing() throws IOException {
    write(1200, i -> i > 600 && i < 800 ? (i % 10 == 0 ? -1 : 30_000) : 12_000);
    assertThat(report().verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
  }

  @Test
  void lossInOneOutageIsNeither() throws IOException {
    write(1200, i -> i >= 300 && i < 360 ? -1 : 12_000);
    var series = report();
    assertThat(series.verdict().kind()).isEqualTo(Verdict.Kind.INTERRUPTED);
    assertThat(series.outages().longest())
        .singleElement()
        .satisfies(outage -> {
          assertThat(outage.begin()).isEqualTo(START.plusSeconds(300));
          assertThat(outage.length().toSeconds()).isEqualTo(60);
          assertThat(outage.probes()).isEqualTo(60);
        });
  }

  @Test
  void tooLittleIsCalledUnknown() throws IOException {
    write(20, _ -> 12_000);
    assertThat(report().verdict().kind()).isEqualTo(Verdict.Kind.UNKNOWN);
  }

  @Test
  void monthsAreToldApartAndSoIsWhatNobodyProbed() throws IOException {
    write(1200, i -> i % 100 == 0 ? -1 : 12_000);
    write(START.plusSeconds(1200 + 7200), 1000, 600, _ -> 12_000);
    var months = report().months();
    var october = Objects.requireNonNull(months.get(YearMonth.of(2026, 10)));
    var november = Objects.requireNonNull(months.get(YearMonth.of(2026, 11)));
    assertThat(october.probes()).isEqualTo(600);
    assertThat(november.probes()).isEqualTo(1200);
    assertThat(november.unprobedMillis()).isEqualTo(7_201_000);
  }

  @Test
  void anotherIntervalKeepsWhatIsThere() throws IOException {
    write(300, _ -> 12_000);
    var first = folder.resolve(DayFiles.name(LocalDate.ofInstant(START, ZoneOffset.UTC)));
    var before = Files.readString(first);
    write(START.plusSeconds(300), 100, 1000, _ -> 13_000);
    assertThat(Files.readString(first)).startsWith(before);
    assertThat(report().figures().answered()).isEqualTo(1300);
  }

  @Test
  void aCutLineIsLeftOutAndCountedAndTheNextBeginsAfterIt() throws IOException {
    write(10, _ -> 12_000);
    var file = folder.resolve(DayFiles.name(LocalDate.ofInstant(START, ZoneOffset.UTC)));
    Files.writeString(file, "2026-10-31T23:55:00Z,offi", StandardOpenOption.APPEND);
    write(START.plusSeconds(10), 1000, 10, _ -> 12_000);
    assertThat(report().figures().answered()).isEqualTo(20);
    assertThat(whole().remarks()).singleElement().asString().startsWith("1 line was no row");
  }

  @Test
  void daysGoneByMayBeCompressed() throws IOException {
    write(1200, _ -> 12_000);
    var file = folder.resolve(DayFiles.name(LocalDate.of(2026, 10, 31)));
    try (var out = new GZIPOutputStream(Files.newOutputStream(Path.of(file + ".gz")))) {
      Files.copy(file, out);
    }
    Files.delete(file);
    assertThat(report().figures().answered()).isEqualTo(1200);
  }

  @Test
  void aTimelineStaysNarrowWhateverItHolds() throws IOException {
    write(START, 60_000, 5000, _ -> 12_000);
    var timeline = report().timeline();
    assertThat(timeline.size()).isBetween(80, 160);
    long sum = 0;
    for (int i = 0; i < timeline.size(); i++) {
      sum += timeline.bucket(i).figures().probes();
    }
    assertThat(sum).isEqualTo(5000);
  }
}
