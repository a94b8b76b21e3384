package dev.casebook.formats.logs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/// What the stamps of one file's lines mean: it adds the year, the zone and the moment of the start
/// that a line leaves out.
///
/// Everything it knows is given to it. The same evidence gives the same instants, whichever lines
/// are asked for and in whatever order: a stamp is read by its place in the file and not by the
/// stamps asked for before.
///
/// Where the wall clock was set back (the end of summer time) the first of the two instants is
/// taken; a time that was skipped is read as if the clock had not been set forward yet. Safe for
/// use by several threads.
public final class LogClock {
  /// The time of a line that has none, or whose stamp lacks what this clock does not know.
  public static final long NO_TIME = Long.MIN_VALUE;

  /// A last line may be later than the anchor by this: clocks differ, and the anchor's zone may not
  /// be known.
  private static final long AHEAD = CivilTime.DAY;

  private final Years years;
  private final ZoneRules rules;
  private final long boot;

  /// The last stretch of time with one offset; replaced as a whole, so threads may race for it.
  private volatile Stretch stretch = new Stretch(0, 0, 0);

  private record Stretch(long from, long to, long east) {
    boolean holds(long wall) {
      return wall >= from && wall < to;
    }
  }

  LogClock(YearTrail trail, Instant anchor, @Nullable ZoneId zone, @Nullable Instant boot) {
    this.rules = (zone == null ? ZoneOffset.UTC : zone).getRules();
    this.boot = boot == null ? NO_TIME : micros(boot);
    this.years = new Years(trail, wallOf(micros(anchor) + AHEAD));
  }

  /// A clock for a file of which no line was seen before: of all years a stamp without one gets the
  /// latest that is not after the anchor. Right for files that cover less than a year.
  ///
  /// @param anchor no line was written later: when the evidence was captured, or the file changed
  /// @param zone the zone of the machine's wall clock; null when not known, UTC is then assumed
  /// @param boot when the machine was started; null when not known
  public static LogClock of(Instant anchor, @Nullable ZoneId zone, @Nullable Instant boot) {
    return new YearTrail().clock(anchor, zone, boot);
  }

  /// The microseconds since 1970-01-01T00:00Z of a line, or [#NO_TIME].
  ///
  /// @param position where the line lies in its file, in the same unit as the trail's positions
  public long micros(LogLine line, long position) {
    return micros(line.stampKind(), line.stamp(), position);
  }

  /// The same for a stamp that was kept.
  public long micros(StampKind kind, long stamp, long position) {
    return switch (kind) {
      case ABSENT -> NO_TIME;
      case INSTANT -> stamp;
      case LOCAL -> instantOf(stamp);
      case YEARLESS -> instantOf(years.wall(stamp, position));
      case UPTIME -> boot == NO_TIME ? NO_TIME : boot + stamp;
    };
  }

  private long instantOf(long wall) {
    var known = stretch;
    if (!known.holds(wall)) {
      known = stretchAt(wall);
      stretch = known;
    }
    return wall - known.east;
  }

  private Stretch stretchAt(long wall) {
    var local = local(wall);
    var offset = rules.getOffset(local);
    long east = offset.getTotalSeconds() * CivilTime.SECOND;
    if (rules.isFixedOffset()) {
      return new Stretch(Long.MIN_VALUE, Long.MAX_VALUE, east);
    }
    var instant = local.toInstant(offset);
    var previous = rules.previousTransition(instant.plusNanos(1));
    var next = rules.nextTransition(instant);
    long from = previous == null ? Long.MIN_VALUE : later(previous);
    long to = next == null ? Long.MAX_VALUE : earlier(next);
    return from <= wall && wall < to
        ? new Stretch(from, to, east)
        : new Stretch(wall, wall + 1, east); // skipped, or there twice
  }

  private static long later(ZoneOffsetTransition change) {
    return Math.max(wall(change.getDateTimeBefore()), wall(change.getDateTimeAfter()));
  }

  private static long earlier(ZoneOffsetTransition change) {
    return Math.min(wall(change.getDateTimeBefore()), wall(change.getDateTimeAfter()));
  }

  private static LocalDateTime local(long wall) {
    long second = Math.floorDiv(wall, CivilTime.SECOND);
    int nano = (int) Math.floorMod(wall, CivilTime.SECOND) * 1000;
    return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
  }

  private static long wall(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC) * CivilTime.SECOND; // changes fall on whole seconds
  }

  private long wallOf(long micros) {
    var instant = Instant.ofEpochSecond(Math.floorDiv(micros, CivilTime.SECOND));
    return micros + rules.getOffset(instant).getTotalSeconds() * CivilTime.SECOND;
  }

  /// Within the years of the calendar that stamps have; a file's time can be set to anything.
  private static long micros(Instant instant) {
    long last = CivilTime.daysTo(CivilTime.LAST_YEAR + 1) * 86_400;
    long second = Math.clamp(instant.getEpochSecond(), 0, last);
    return second * CivilTime.SECOND + instant.getNano() / 1000;
  }
}
