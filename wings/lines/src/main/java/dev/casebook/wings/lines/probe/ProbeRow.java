package dev.casebook.wings.lines.probe;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// One probe, or one event of the program that probes, as a line of CSV.
///
/// @param time when it was sent by the wall clock, to the millisecond
/// @param target the name, empty for an event
/// @param kind `icmp`, `udp` or `tcp`; empty for an event
/// @param rttMicros -1 where no answer came
/// @param detail an error's words, or what an event is about
public record ProbeRow(
    Instant time, String target, String kind, Outcome outcome, long rttMicros, String detail) {

  public static final String HEADER = "time,target,probe,outcome,rtt_us,detail";

  /// A line that is longer is none of ours.
  static final int LINE_CHARS_MAX = 1000;

  private static final int COLUMNS = 6;

  /// No clock is that wrong.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  public enum Outcome {
    OK,
    /// No answer in time.
    LOST,
    /// An error in place of an answer, such as a refused connection.
    ERROR,
    /// It could not be sent.
    UNSENT,
    /// The program began.
    START,
    /// The program ended by itself.
    STOP,
    /// The wall clock was set, or the machine slept.
    CLOCK;

    boolean isProbe() {
      return this == OK || this == LOST || this == ERROR || this == UNSENT;
    }
  }

  static ProbeRow event(Instant time, Outcome outcome, String detail) {
    return new ProbeRow(time, "", "", outcome, -1, detail);
  }

  boolean isAnswered() {
    return outcome == Outcome.OK;
  }

  /// Without the end of the line.
  String line() {
    return String.join(
        ",",
        time.truncatedTo(ChronoUnit.MILLIS).toString(),
        target,
        kind,
        outcome.name().toLowerCase(Locale.ROOT),
        rttMicros < 0 ? "" : String.valueOf(rttMicros),
        detail.replaceAll("[,\"\\p{Cntrl}]+", " "));
  }

  /// @return empty for the header and for a line that was cut
  static Optional<ProbeRow> of(String line) {
    var cells = line.split(",", -1);
    if (cells.length != COLUMNS || line.length() > LINE_CHARS_MAX) {
      return Optional.empty();
    }
    try {
      var outcome = Outcome.valueOf(cells[3].toUpperCase(Locale.ROOT));
      long rtt = cells[4].isEmpty() ? -1 : Long.parseLong(cells[4]);
      if ((outcome == Outcome.OK) == (rtt < 0) || outcome.isProbe() == cells[1].isEmpty()) {
        return Optional.empty();
      }
      var time = Instant.parse(cells[0]);
      if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
        return Optional.empty();
      }
      return Optional.of(new ProbeRow(time, cells[1], cells[2], outcome, rtt, cells[5]));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
