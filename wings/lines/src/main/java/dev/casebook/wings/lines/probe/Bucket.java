package dev.casebook.wings.lines.probe;

import dev.casebook.wings.lines.delay.Delays;

/// What a picture shows of one stretch of time.
public final class Bucket {

  private final Figures figures = new Figures();
  private final Delays delays = Delays.coarse();

  void add(ProbeRow row) {
    figures.add(row);
    if (row.isAnswered()) {
      delays.add(row.rttMicros() * 1000);
    }
  }

  void add(Bucket other) {
    figures.add(other.figures);
    delays.add(other.delays);
  }

  public Figures figures() {
    return figures;
  }

  public Delays delays() {
    return delays;
  }
}
