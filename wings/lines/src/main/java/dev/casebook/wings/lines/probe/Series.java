package dev.casebook.wings.lines.probe;

import dev.casebook.wings.lines.delay.Delays;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that a report says of one target, gathered while its rows pass by.
public final class Series {

  /// A pause that is longer, and much longer than those before, is no schedule.
  private static final long PAUSE_MILLIS_MIN = 10_000;

  private static final long PAUSE_FACTOR = 20;

  /// Buckets with fewer answers have no usual delay.
  private static final long BUCKET_ANSWERS_MIN = 10;

  /// Nine of ten answers took at least this.
  private static final double QUIET = 0.1;

  private final String target;
  private final String kind;
  private final Figures figures = new Figures();
  private final Delays delays = Delays.fine();
  private final Timeline timeline = new Timeline();
  private final TreeMap<YearMonth, Figures> months = new TreeMap<>();
  private final Outages outages = new Outages();
  private final LossDelays near = new LossDelays();
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private long usualPauseMillis = Long.MAX_VALUE / PAUSE_FACTOR;

  Series(String target, String kind) {
    this.target = target;
    this.kind = kind;
  }

  void add(ProbeRow row) {
    var month = month(row.time());
    addPause(row, month);
    first = row.time().isBefore(first) ? row.time() : first;
    last = row.time().isAfter(last) ? row.time() : last;
    figures.add(row);
    month.add(row);
    timeline.add(row);
    if (row.isAnswered()) {
      delays.add(row.rttMicros() * 1000);
    }
    near.add(row);
    outages.add(row).ifPresent(this::addOutage);
  }

  private Figures month(Instant time) {
    return months.computeIfAbsent(YearMonth.from(time.atZone(ZoneOffset.UTC)), _ -> new Figures());
  }

  private void addPause(ProbeRow row, Figures month) {
    if (last.equals(Instant.MIN)) {
      return;
    }
    long pause = row.time().toEpochMilli() - last.toEpochMilli();
    if (pause > PAUSE_MILLIS_MIN && pause / PAUSE_FACTOR > usualPauseMillis) {
      figures.addUnprobed(pause);
      month.addUnprobed(pause);
    } else if (pause > 0) {
      usualPauseMillis = pause;
    }
  }

  private void addOutage(Outages.Outage outage) {
    figures.addOutage(outage.length().toMillis());
    month(outage.begin()).addOutage(outage.length().toMillis());
  }

  void finish() {
    outages.finish().ifPresent(this::addOutage);
  }

  /// The least delay that any stretch of time had usually; NaN where too little is known.
  public double quietMillis() {
    double quiet = Double.NaN;
    for (int i = 0; i < timeline.size(); i++) {
      var bucket = timeline.bucket(i).delays();
      if (bucket.count() >= BUCKET_ANSWERS_MIN) {
        double usual = bucket.quantileMillis(QUIET);
        quiet = Double.isNaN(quiet) ? usual : Math.min(quiet, usual);
      }
    }
    return Double.isNaN(quiet) && delays.count() >= BUCKET_ANSWERS_MIN
        ? delays.quantileMillis(QUIET)
        : quiet;
  }

  public Verdict verdict() {
    double quiet = quietMillis();
    double slow = Double.isNaN(quiet) ? 0 : delays.countAbove(Verdict.waitMillis(quiet));
    return Verdict.of(figures, quiet, slow, near);
  }

  public String target() {
    return target;
  }

  /// `icmp`, `udp` or `tcp`.
  public String kind() {
    return kind;
  }

  public Figures figures() {
    return figures;
  }

  public Delays delays() {
    return delays;
  }

  public Timeline timeline() {
    return timeline;
  }

  public SortedMap<YearMonth, Figures> months() {
    return months;
  }

  public Outages outages() {
    return outages;
  }

  public Instant first() {
    return first;
  }

  public Instant last() {
    return last;
  }
}
