package dev.casebook.tables.containers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// A time as Go writes it into JSON (RFC 3339), with its own word for never: the year 1.
final class EngineTime {

  private static final Instant NEVER = Instant.parse("1970-01-01T00:00:00Z");

  /// What an SQL timestamp and a clock can be.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private EngineTime() {}

  /// Null if it is no time or never was.
  static @Nullable Instant of(@Nullable String written) {
    if (written == null) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(written).toInstant();
      return time.isAfter(NEVER) && time.isBefore(LAST) ? time : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
