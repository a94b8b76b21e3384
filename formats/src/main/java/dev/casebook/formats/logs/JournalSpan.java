package dev.casebook.formats.logs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The first line of what older journalctls print: from when to when the journal is, which fixes
/// the year of the lines below, and their zone where it is UTC.
///
/// ```
/// -- Logs begin at Fri 2022-02-11 18:58:10 UTC, end at Mon 2022-02-14 09:01:02 UTC. --
/// -- Journal begins at Fri 2022-02-11 19:58:10 CET, ends at Mon 2022-02-14 10:01:02 CET. --
/// ```
///
/// @param end of the journal on the clock of the machine that printed it
/// @param zone of that clock; null where it has another name than UTC, of which most are several
public record JournalSpan(LocalDateTime end, @Nullable ZoneId zone) {
  private static final byte[][] ENDS = {Bytes.of(", ends at "), Bytes.of(", end at ")};

  private static final int LONGEST = 160;

  /// The moment after which no line was written; null where the zone is not known.
  public @Nullable Instant endInstant(@Nullable ZoneId known) {
    var used = zone == null ? known : zone;
    return used == null ? null : end.atZone(used).toInstant();
  }

  /// Null when the line is another marker.
  static @Nullable JournalSpan read(byte[] b, int from, int to) {
    int limit = Math.min(to, from + LONGEST);
    for (int p = Bytes.find(b, from, limit, ','); p < limit; p = Bytes.find(b, p + 1, limit, ',')) {
      for (var end : ENDS) {
        if (Bytes.startsWith(b, p, limit, end)) {
          return ofEnd(b, p + end.length, limit);
        }
      }
    }
    return null;
  }

  /// Reads `Mon 2022-02-14 09:01:02 UTC`, in which the weekday may be in any language.
  private static @Nullable JournalSpan ofEnd(byte[] b, int at, int to) {
    var line = new LogLine(0);
    int end = IsoStamp.read(b, Math.min(Bytes.find(b, at, to, ' ') + 1, to), to, line);
    if (end < 0) {
      return null;
    }
    long second = Math.floorDiv(line.stamp, CivilTime.SECOND);
    boolean isUtc = line.stampKind == StampKind.INSTANT;
    return new JournalSpan(
        LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC), isUtc ? ZoneOffset.UTC : null);
  }
}
