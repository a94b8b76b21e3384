package dev.casebook.wings.lines.probe;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// One target's probes under way. Their rows leave it in the order in which they were sent, so that
/// whoever reads them needs to put nothing in order.
final class Line {

  final ProbeTarget target;
  final Prober prober;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private boolean wasAnswered;
  long nextNanos;

  Line(ProbeTarget target, Prober prober) {
    this.target = target;
    this.prober = prober;
  }

  /// A probe that was sent.
  private static final class Waiting {
    final long number;
    final long sentNanos;
    final Instant time;
    ProbeRow.Outcome outcome = ProbeRow.Outcome.START;
    long rttMicros = -1;
    String detail = "";

    Waiting(long number, long sentNanos, Instant time) {
      this.number = number;
      this.sentNanos = sentNanos;
      this.time = time;
    }

    boolean isOpen() {
      return outcome == ProbeRow.Outcome.START;
    }
  }

  /// Whether the last probe was not answered, or there was none.
  boolean isFresh() {
    return waiting.isEmpty() ? !wasAnswered : waiting.getLast().outcome != ProbeRow.Outcome.OK;
  }

  void sent(long number, long sentNanos, Instant time) {
    waiting.add(new Waiting(number, sentNanos, time));
  }

  void unsent(long number, Instant time, String reason) {
    var one = new Waiting(number, System.nanoTime(), time);
    one.outcome = ProbeRow.Outcome.UNSENT;
    one.detail = reason;
    waiting.add(one);
  }

  /// @return whether it is one of this line's
  boolean take(Prober.Answer answer) {
    for (var one : waiting) {
      if (one.number == answer.number()) {
        if (one.isOpen()) {
          one.outcome = answer.outcome();
          one.detail = answer.detail();
          one.rttMicros =
              answer.outcome() == ProbeRow.Outcome.OK
                  ? Math.max(0, (answer.atNanos() - one.sentNanos + 500) / 1000)
                  : -1;
        }
        return true;
      }
    }
    return false;
  }

  /// The rows of all that is known, in order, up to the first probe that still waits.
  List<ProbeRow> finished(long now, long patienceNanos) {
    var rows = new ArrayList<ProbeRow>();
    while (!waiting.isEmpty()) {
      var first = waiting.element();
      if (first.isOpen() && now - first.sentNanos >= patienceNanos) {
        first.outcome = ProbeRow.Outcome.LOST;
      }
      if (first.isOpen()) {
        break;
      }
      waiting.remove();
      wasAnswered = first.outcome == ProbeRow.Outcome.OK;
      rows.add(
          new ProbeRow(
              first.time,
              target.name(),
              target.kind().word(),
              first.outcome,
              first.rttMicros,
              first.detail));
    }
    return rows;
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }
}
