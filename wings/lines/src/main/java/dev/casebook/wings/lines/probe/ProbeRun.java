package dev.casebook.wings.lines.probe;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Probes all targets by one schedule, which the monotonic clock keeps: each has its own place
/// within the interval and keeps it, whatever is done to the wall clock, and what could not be sent
/// in time is left out and never caught up with.
final class ProbeRun {

  /// How long it takes at most to notice that it is to stop.
  private static final long PATIENCE_NANOS = 100_000_000L;

  /// Daily corrections stay below this; a wall clock that moves by more was set, or the machine
  /// slept.
  private static final long CLOCK_MOVED_MILLIS = 250;

  private final ProbePlan plan;
  private final List<Line> lines;
  private final BlockingQueue<Prober.Answer> answers;
  private final DayFiles files;
  private final InstantSource clock;
  private final Consumer<String> complaints;
  private long number;
  private long clockMillis;
  private long unwritten;

  /// @param complaints takes a line for whoever looks after it
  ProbeRun(
      ProbePlan plan,
      List<Line> lines,
      BlockingQueue<Prober.Answer> answers,
      DayFiles files,
      InstantSource clock,
      Consumer<String> complaints) {
    this.plan = plan;
    this.lines = List.copyOf(lines);
    this.answers = answers;
    this.files = files;
    this.clock = clock;
    this.complaints = complaints;
  }

  /// @return how many probes were sent
  long run(BooleanSupplier isStopped) throws InterruptedException {
    long begin = System.nanoTime();
    long interval = plan.interval().toNanos();
    for (int i = 0; i < lines.size(); i++) {
      lines.get(i).nextNanos = begin + interval / lines.size() * i;
    }
    clockMillis = wallBesideMonotonic();
    write(ProbeRow.event(clock.instant(), ProbeRow.Outcome.START, settings()));
    long end = plan.end().map(time -> begin + time.toNanos()).orElse(Long.MAX_VALUE);
    while (!isStopped.getAsBoolean() && (System.nanoTime() < end || isWaiting())) {
      watchClock();
      if (System.nanoTime() < end) {
        sendDue(interval);
      }
      var answer = answers.poll(untilNext(), TimeUnit.NANOSECONDS);
      for (; answer != null; answer = answers.poll()) {
        take(answer);
      }
      finish();
    }
    write(ProbeRow.event(clock.instant(), ProbeRow.Outcome.STOP, ""));
    return number;
  }

  private String settings() {
    return "%d targets every %s ms with %s ms to answer"
        .formatted(lines.size(), plan.interval().toMillis(), plan.patience().toMillis());
  }

  private boolean isWaiting() {
    return lines.stream().anyMatch(Line::isWaiting);
  }

  private long untilNext() {
    long now = System.nanoTime();
    long next = now + PATIENCE_NANOS;
    for (var line : lines) {
      next = Math.min(next, line.nextNanos);
    }
    return Math.max(0, next - now);
  }

  private void sendDue(long interval) {
    for (var line : lines) {
      long now = System.nanoTime();
      if (now < line.nextNanos) {
        continue;
      }
      long passed = (now - line.nextNanos) / interval;
      line.nextNanos += (passed + 1) * interval;
      send(line);
    }
  }

  private void send(Line line) {
    var time = clock.instant();
    number++;
    try {
      line.sent(number, line.prober.send(number, line.isFresh()), time);
    } catch (IOException e) {
      line.unsent(number, time, String.valueOf(e.getMessage()));
    }
  }

  private void take(Prober.Answer answer) {
    for (var line : lines) {
      if (line.take(answer)) {
        return;
      }
    }
  }

  private void finish() {
    long now = System.nanoTime();
    for (var line : lines) {
      line.finished(now, plan.patience().toNanos()).forEach(this::write);
    }
  }

  private long wallBesideMonotonic() {
    return clock.millis() - System.nanoTime() / 1_000_000;
  }

  private void watchClock() {
    long beside = wallBesideMonotonic();
    long moved = beside - clockMillis;
    if (Math.abs(moved) >= CLOCK_MOVED_MILLIS) {
      clockMillis = beside;
      write(
          ProbeRow.event(
              clock.instant(),
              ProbeRow.Outcome.CLOCK,
              "the wall clock moved by %+d ms".formatted(moved)));
    }
  }

  /// A full disk loses rows and not the run.
  private void write(ProbeRow row) {
    try {
      files.append(row);
      if (unwritten > 0) {
        complaints.accept(unwritten + " rows could not be written; it works again");
        unwritten = 0;
      }
    } catch (IOException e) {
      if (unwritten++ == 0) {
        complaints.accept("rows can't be written: " + e.getMessage());
      }
    }
  }
}
