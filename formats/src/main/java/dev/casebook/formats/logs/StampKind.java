package dev.casebook.formats.logs;

/// What the stamp of a line counts, and so what is missing to make an instant of it.
///
/// A stamp is always a number of microseconds; [LogClock] adds what is missing.
public enum StampKind {
  /// The line has no time.
  ABSENT,
  /// Since 1970-01-01T00:00Z. Nothing is missing.
  INSTANT,
  /// Since 1970-01-01T00:00 on the writer's wall clock. The zone is missing.
  LOCAL,
  /// Since 2000-01-01T00:00 on the writer's wall clock, 2000 being a leap year that holds every
  /// date. The year and the zone are missing.
  YEARLESS,
  /// Since the machine was started. The moment of the start is missing.
  UPTIME;

  /// Whether a stamp of this kind tells more than one of another.
  boolean knows(StampKind other) {
    return told() > other.told();
  }

  private int told() {
    return switch (this) {
      case ABSENT -> 0;
      case UPTIME -> 1;
      case YEARLESS -> 2;
      case LOCAL -> 3;
      case INSTANT -> 4;
    };
  }
}
