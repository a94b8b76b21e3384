package dev.casebook.wings.lines.probe;

/// Counts of probes to one target in some time.
public final class Figures {

  private long answered;
  private long lost;
  private long errors;
  private long unsent;
  private long outages;
  private long awayMillis;
  private long unprobedMillis;

  void add(ProbeRow row) {
    switch (row.outcome()) {
      case OK -> answered++;
      case LOST -> lost++;
      case ERROR -> errors++;
      case UNSENT -> unsent++;
      case START, STOP, CLOCK -> {}
    }
  }

  void addOutage(long millis) {
    outages++;
    awayMillis += millis;
  }

  void addUnprobed(long millis) {
    unprobedMillis += millis;
  }

  void add(Figures other) {
    answered += other.answered;
    lost += other.lost;
    errors += other.errors;
    unsent += other.unsent;
    outages += other.outages;
    awayMillis += other.awayMillis;
    unprobedMillis += other.unprobedMillis;
  }

  /// Those that left this host: what it did not send tells nothing of the line.
  public long probes() {
    return answered + lost + errors;
  }

  public long answered() {
    return answered;
  }

  public long lost() {
    return lost;
  }

  public long errors() {
    return errors;
  }

  public long unsent() {
    return unsent;
  }

  public long outages() {
    return outages;
  }

  public long awayMillis() {
    return awayMillis;
  }

  /// While the program did not run, or was held up.
  public long unprobedMillis() {
    return unprobedMillis;
  }

  /// The share without an answer in percent, NaN without probes.
  public double lossPercent() {
    return probes() == 0 ? Double.NaN : 100.0 * (lost + errors) / probes();
  }
}
