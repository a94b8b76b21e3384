package dev.casebook.tables.logs;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.HostFacts;
import dev.casebook.formats.logs.JournalExport;
import dev.casebook.formats.logs.LogClock;
import dev.casebook.formats.logs.LogDetection;
import dev.casebook.formats.logs.LogParser;
import dev.casebook.formats.logs.YearTrail;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How the lines of one log are read: its format, told by its beginning, and the clocks that
/// complete its times.
///
/// @param detection what its beginning looks like
/// @param parser of its lines
/// @param anchor no line was written later
/// @param zone of its times without one, or null
/// @param booted when the kernel started, or null
public record LogReading(
    LogDetection detection,
    LogParser parser,
    Instant anchor,
    @Nullable ZoneId zone,
    @Nullable Instant booted) {

  /// A file that claims to be older had its time normalised when it was packed.
  private static final Instant OLDEST_FILE = Instant.parse("2000-01-01T00:00:00Z");

  /// A log's bytes as lines, which offsets in it count: an export of the journal is turned into
  /// JSON, whose records are one line each.
  public static InputStream open(Artifact log) throws IOException {
    return JournalExport.decoded(log.open());
  }

  /// @param head the log's first bytes, up to [LogDetection#HEAD_BYTES]
  public static LogReading of(Artifact artifact, HostFacts facts, byte[] head, int length) {
    var detection = LogDetection.of(head, 0, length);
    var span = detection.span();
    var told = span == null ? null : span.zone();
    var zone = told == null ? facts.zoneIfKnown() : told;
    var end = span == null ? null : span.endInstant(zone);
    return new LogReading(
        detection,
        detection.parser(),
        anchor(end, facts.captured(), artifact.modified()),
        zone,
        facts.booted());
  }

  /// The earliest of what bounds the lines: the end of the journal that they were printed from, the
  /// capture, the file's last change, which for a rotated log is long before the capture.
  private static Instant anchor(
      @Nullable Instant end, @Nullable Instant captured, @Nullable Instant modified) {
    var latest = end == null || (captured != null && captured.isBefore(end)) ? captured : end;
    if (modified == null) {
      return latest == null ? Instant.EPOCH : latest;
    }
    boolean isOlder = modified.isAfter(OLDEST_FILE) && latest != null && modified.isBefore(latest);
    return latest == null || isOlder ? modified : latest;
  }

  /// Whether its beginning looks like text.
  public boolean isText() {
    return detection.text();
  }

  /// Whether its times lack the year, so that [#clock(YearTrail)] is worth a trail.
  public boolean isYearless() {
    return detection.isYearless();
  }

  /// The clock for a log whose lines left this trail.
  public LogClock clock(YearTrail trail) {
    return trail.clock(anchor, zone, booted);
  }
}
