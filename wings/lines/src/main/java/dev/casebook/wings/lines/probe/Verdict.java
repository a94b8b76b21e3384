package dev.casebook.wings.lines.probe;

import dev.casebook.wings.lines.delay.Delays;
import java.util.Locale;

/// Whether a line loses at random or since it is full, as far as delays tell.
///
/// A queue on the way is full before it drops, so that answers near a lost probe take many times
/// the quiet delay; loss by noise or a bad link leaves delays as they were. The thresholds are
/// those of the note `line-loses-packets`: three times, and at least 2 ms, since below that a busy
/// host makes as much of a difference.
public record Verdict(Kind kind, String words) {

  private static final double RISE = 3;
  private static final double FLAT = 2;
  private static final double RISE_MILLIS_MIN = 2;

  /// Fewer answers tell no quiet delay.
  private static final long ANSWERS_MIN = 30;

  /// Fewer losses tell no pattern.
  private static final long LOSSES_MIN = 5;

  /// A line where every tenth answer waits in a queue is full at times, though it loses none.
  private static final double SLOW_SHARE_MIN = 0.1;

  /// Without a loss beside it a wait has to be longer than a busy host makes it.
  private static final double WAIT_MILLIS_MIN = 5;

  public enum Kind {
    HEALTHY,
    RANDOM,
    SATURATED,
    /// Loss is all in outages.
    INTERRUPTED,
    /// Between random and saturated.
    UNDECIDED,
    /// Too little is known.
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Answers that take longer waited in a queue.
  static double waitMillis(double quietMillis) {
    return Math.max(RISE * quietMillis, quietMillis + WAIT_MILLIS_MIN);
  }

  /// @param quietMillis the delay of the line when nothing fills it, or NaN
  /// @param slow answers that took longer than [#waitMillis]
  static Verdict of(Figures figures, double quietMillis, double slow, LossDelays near) {
    if (figures.answered() < ANSWERS_MIN || Double.isNaN(quietMillis)) {
      return new Verdict(
          Kind.UNKNOWN,
          "unknown: %d answers are too few to know the line's quiet delay"
              .formatted(figures.answered()));
    }
    double share = slow / figures.answered();
    if (near.alone() >= LOSSES_MIN) {
      return ofLoss(quietMillis, near);
    }
    if (share >= SLOW_SHARE_MIN) {
      return new Verdict(
          Kind.SATURATED,
          "saturated: %s of the answers took more than %s, where the quiet line takes %s: a queue on the way fills"
              .formatted(
                  percent(100 * share), millis(waitMillis(quietMillis)), millis(quietMillis)));
    }
    long lost = figures.lost() + figures.errors();
    if (lost >= LOSSES_MIN) {
      return new Verdict(
          Kind.INTERRUPTED,
          "interrupted: nearly all that was lost was lost in outages, of %d probes or more in a row"
              .formatted(Outages.PROBES_MIN));
    }
    return lost == 0
        ? healthy(figures)
        : new Verdict(Kind.UNKNOWN, "unknown: %d lost are too few to tell why".formatted(lost));
  }

  private static Verdict healthy(Figures figures) {
    return figures.unsent() == 0
        ? new Verdict(Kind.HEALTHY, "healthy: nothing was lost, and no queue filled")
        : new Verdict(
            Kind.UNKNOWN,
            "unknown: nothing of what was sent was lost, but %d probes could not be sent from here"
                .formatted(figures.unsent()));
  }

  private static Verdict ofLoss(double quietMillis, LossDelays near) {
    Delays delays = near.delays();
    double median = delays.quantileMillis(0.5);
    var figures =
        "near %d lost probes an answer took %s (median), where the quiet line takes %s"
            .formatted(near.alone(), millis(median), millis(quietMillis));
    if (median >= RISE * quietMillis && median - quietMillis >= RISE_MILLIS_MIN) {
      return new Verdict(Kind.SATURATED, "saturated: " + figures + ": a queue on the way was full");
    }
    if (median < FLAT * quietMillis || median - quietMillis < RISE_MILLIS_MIN) {
      return new Verdict(
          Kind.RANDOM, "random: " + figures + ": no queue was full when they were lost");
    }
    return new Verdict(
        Kind.UNDECIDED, "undecided: " + figures + ", which tells neither a full queue nor chance");
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }

  private static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }
}
