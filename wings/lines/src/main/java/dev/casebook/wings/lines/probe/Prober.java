package dev.casebook.wings.lines.probe;

import java.io.IOException;

/// Sends probes of one kind to one target; what becomes of each comes by the queue of the run.
interface Prober extends AutoCloseable {

  /// @param isFresh whether the one before was not answered, so that nothing of it is used again
  /// @return when it was sent, on the scale of `System.nanoTime()`
  /// @throws IOException why it could not be sent
  long send(long number, boolean isFresh) throws IOException;

  @Override
  void close();

  /// What became of a probe.
  ///
  /// @param outcome [ProbeRow.Outcome#OK] or [ProbeRow.Outcome#ERROR]
  record Answer(long number, long atNanos, ProbeRow.Outcome outcome, String detail) {

    static Answer ok(long number, long atNanos) {
      return new Answer(number, atNanos, ProbeRow.Outcome.OK, "");
    }

    static Answer error(long number, String detail) {
      return new Answer(number, System.nanoTime(), ProbeRow.Outcome.ERROR, detail);
    }
  }
}
