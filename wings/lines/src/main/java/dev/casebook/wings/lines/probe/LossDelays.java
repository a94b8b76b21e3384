package dev.casebook.wings.lines.probe;

import dev.casebook.wings.lines.delay.Delays;

/// The delays of answers near probes that were lost alone, three before and three after: whether a
/// queue was filling when it happened.
final class LossDelays {

  private static final int NEAR = 3;

  private final Delays delays = Delays.fine();
  private final long[] before = new long[NEAR];
  private int known;
  private int following;
  private int failed;
  private long alone;

  void add(ProbeRow row) {
    if (!row.isAnswered()) {
      failed += row.outcome() == ProbeRow.Outcome.UNSENT ? 0 : 1;
      return;
    }
    if (failed > 0 && failed < Outages.PROBES_MIN) {
      alone += failed;
      takeBefore();
      following = NEAR;
    }
    failed = 0;
    long nanos = row.rttMicros() * 1000;
    if (following > 0) {
      delays.add(nanos);
      following--;
    } else {
      // what was counted already is not counted again for the next loss
      before[known++ % NEAR] = nanos;
    }
  }

  private void takeBefore() {
    for (int i = 0; i < Math.min(known, NEAR); i++) {
      delays.add(before[i]);
    }
    known = 0;
  }

  /// Of probes that were lost and not in an outage.
  Delays delays() {
    return delays;
  }

  long alone() {
    return alone;
  }
}
