package dev.casebook.wings.lines.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeRunTest {

  @TempDir private Path folder;

  private final LinkedBlockingQueue<Prober.Answer> answers = new LinkedBlockingQueue<>();
  private final List<Boolean> fresh = new ArrayList<>();
  private long sent;
  private Duration moved = Duration.ZERO;

  /// Answers at once but to every fifth; after the tenth the wall clock is set forward, after the
  /// twentieth back.
  private final class FakeProber implements Prober {

    @Override
    public long send(long number, boolean isFresh) {
      fresh.add(isFresh);
      sent = number;
      moved = number < 10 || number >= 20 ? Duration.ZERO : Duration.ofHours(1);
      if (number % 5 != 0) {
        answers.add(Answer.ok(number, System.nanoTime()));
      }
      return System.nanoTime();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private final class FakeClock implements InstantSource {

    private final long begin = System.nanoTime();

    @Override
    public Instant instant() {
      return Instant.parse("2026-11-28T08:00:00Z").plusNanos(System.nanoTime() - begin).plus(moved);
    }
  }

  @Test
  void aClockThatIsSetIsNotedAndShiftsNothing() throws Exception {
    var rows = probed();
    assertThat(rows)
        .containsPattern(",clock,,the wall clock moved by \\+(3599|3600)")
        .containsPattern(",clock,,the wall clock moved by -(3599|3600)")
        .contains(",start,,1 targets every 10 ms")
        .contains(",stop,");
    // each number once and in order: nothing was sent twice or caught up with
    assertThat(rows.lines().filter(row -> row.contains(",office,icmp,"))).hasSizeBetween(30, 40);
    assertThat(rows.lines().filter(row -> row.contains(",lost,")).count()).isBetween(5L, 8L);
  }

  /// The file of forty probes.
  private String probed() throws Exception {
    var target = ProbeTarget.of("office=icmp:203.0.113.1").orElseThrow();
    var plan =
        new ProbePlan(
            List.of(target),
            folder,
            Duration.ofMillis(10),
            Duration.ofMillis(30),
            Optional.empty());
    var lines = List.of(new Line(target, new FakeProber()));
    try (var files = DayFiles.in(folder).orElseThrow()) {
      var run = new ProbeRun(plan, lines, answers, files, new FakeClock(), _ -> {});
      run.run(() -> sent >= 40);
    }
    return Files.readString(folder.resolve("probes-2026-11-28.csv"));
  }

  @Test
  void afterOneThatWasLostTheNextIsFresh() throws Exception {
    probed();
    assertThat(fresh.getFirst()).isTrue();
    assertThat(fresh).contains(false);
    // the sixth follows the fifth, which has no answer
    assertThat(fresh.get(5)).isTrue();
  }
}
