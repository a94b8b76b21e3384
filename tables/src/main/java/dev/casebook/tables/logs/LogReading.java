package dev.casebook.tables.logs;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.HostFacts;
import dev.casebook.formats.logs.LogClock;
import dev.casebook.formats.logs.LogDetection;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.LogParser;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How the lines of one log are read: its format, told by its beginning, and the clock that
/// completes its times.
///
/// @param isText whether its beginning looks like text
public record LogReading(boolean isText, LogParser parser, LogClock clock) {

  /// @param head the log's first bytes, up to [LogDetection#HEAD_BYTES]
  public static LogReading of(Artifact artifact, HostFacts facts, byte[] head, int length) {
    var detection = LogDetection.of(head, 0, length);
    var anchor = Objects.requireNonNullElse(anchor(artifact, facts), Instant.EPOCH);
    return new LogReading(
        detection.text(),
        detection.parser(),
        LogClock.of(anchor, facts.zoneIfKnown(), facts.booted()));
  }

  /// No line was written after the capture; where that is not known, after the file's last change.
  private static @Nullable Instant anchor(Artifact artifact, HostFacts facts) {
    return facts.captured() == null ? artifact.modified() : facts.captured();
  }

  /// The line's time; null where it has none or its stamp can't be completed.
  public @Nullable Instant time(LogLine line, long offset) {
    long micros = clock.micros(line, offset);
    return micros == LogClock.NO_TIME
        ? null
        : Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }
}
