package dev.casebook.formats.logs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// How the stamps of a file run on from its beginning to its end, for a clock to tell in which year
/// each part was written: December before January is a new year.
///
/// It is shown stamps in the order of the file, all of them or a sample: the first, the last and
/// one every 64 KiB will do, and the first and last alone where a file covers less than eleven
/// months. Only stamps with a date count.
public final class YearTrail {
  /// A year of the calendar in which runs are counted: every one has its 29 February.
  static final long YEAR = 366 * CivilTime.DAY;

  /// 2000-01-01, from which stamps without a year count.
  static final long ORIGIN = CivilTime.daysTo(2000) * CivilTime.DAY;

  /// Lines may be out of order by this, as those of a host are that was cut off from the one that
  /// collects its log. A longer step back is a step into the next year.
  static final long DISORDER = 30 * CivilTime.DAY;

  /// A step forward by more than this is believed only when the log stays there: a machine without
  /// a battery starts in January and sets its clock a minute later.
  private static final long FAR = 180 * CivilTime.DAY;

  /// So far behind or before the place it left may the log be found again after such a step.
  private static final long RETURN = 7 * CivilTime.DAY;

  private static final long RETURN_BEFORE = CivilTime.DAY;

  /// Nothing in a log without years is older; it also bounds the marks.
  private static final long LONGEST = 100 * YEAR;

  private long[] positions = new long[8];
  private long[] runs = new long[8];
  private int marks;
  private long run;

  private boolean away;
  private long awayPosition;
  private long awayFrom;
  private long awayTo;

  /// The years, counted from the trail's first, in which a 29 February was seen.
  private final BitSet leaps = new BitSet();

  private @Nullable Integer firstYear;

  /// Takes note of a line.
  ///
  /// @param position where the line lies in its file: its offset or its number, rising
  public YearTrail see(LogLine line, long position) {
    return see(line.stampKind(), line.stamp(), position);
  }

  /// Takes note of a stamp.
  public YearTrail see(StampKind kind, long stamp, long position) {
    switch (kind) {
      case YEARLESS -> run(stamp - ORIGIN, position);
      case LOCAL, INSTANT -> dated(stamp, position);
      case ABSENT, UPTIME -> {}
    }
    return this;
  }

  /// The clock for the file; see [LogClock#of] for the parameters.
  public LogClock clock(Instant anchor, @Nullable ZoneId zone, @Nullable Instant boot) {
    return new LogClock(this, anchor, zone, boot);
  }

  /// A stamp with its year, in a file whose format changed on the way, fixes all the others.
  private void dated(long stamp, long position) {
    long at = run(inYear(stamp), position);
    if (firstYear == null) {
      int year = LocalDate.ofEpochDay(Math.floorDiv(stamp, CivilTime.DAY)).getYear();
      firstYear = year - Math.toIntExact(Math.floorDiv(at, YEAR));
    }
  }

  private static long inYear(long stamp) {
    var date = LocalDate.ofEpochDay(Math.floorDiv(stamp, CivilTime.DAY));
    long day = date.withYear(2000).toEpochDay() * CivilTime.DAY - ORIGIN;
    return day + Math.floorMod(stamp, CivilTime.DAY);
  }

  /// Whether a stamp with a year falls on the place in a year of one without, but for a day, by
  /// which zones can differ.
  static boolean isNear(long stamp, long yearless) {
    long apart = Math.floorMod(inYear(stamp) - (yearless - ORIGIN), YEAR);
    return Math.min(apart, YEAR - apart) <= CivilTime.DAY;
  }

  /// Puts a stamp where it belongs after those before it, and returns that place.
  private long run(long inYear, long position) {
    if (marks == 0) {
      run = inYear;
      mark(position, inYear);
    }
    long next = notBefore(inYear, run - DISORDER);
    boolean returned = next >= run - RETURN_BEFORE && next <= run + RETURN;
    if (away && returned && awayTo - awayFrom < CivilTime.DAY) {
      away = false;
    }
    if (away) {
      next = notBefore(inYear, awayTo - DISORDER);
      awayTo = Math.max(awayTo, next);
      if (awayTo - awayFrom >= CivilTime.DAY) {
        settle(position);
      }
    } else if (next - run > FAR) {
      away = true;
      awayPosition = position;
      awayFrom = next;
      awayTo = next;
    } else {
      advance(next, position);
    }
    if (isLeapDay(inYear) && next >= 0 && next < LONGEST) {
      leaps.set((int) (next / YEAR));
    }
    return next;
  }

  /// The log stayed where it went: there it is now.
  private void settle(long position) {
    away = false;
    advance(awayFrom, awayPosition);
    advance(awayTo, position);
  }

  private void advance(long next, long position) {
    if (next > run && next < LONGEST) {
      run = next;
      if (marks == 0 || run - runs[marks - 1] >= CivilTime.DAY) {
        mark(position, run);
      }
    }
  }

  private void mark(long position, long run) {
    if (marks == positions.length) {
      positions = Arrays.copyOf(positions, marks * 2);
      runs = Arrays.copyOf(runs, marks * 2);
    }
    positions[marks] = position;
    runs[marks] = run;
    marks++;
  }

  /// The first time from `earliest` on that falls on this place in a year.
  static long notBefore(long inYear, long earliest) {
    return inYear + Math.ceilDiv(earliest - inYear, YEAR) * YEAR;
  }

  static boolean isLeapDay(long inYear) {
    return Math.floorMod(inYear, YEAR) / CivilTime.DAY == 59;
  }

  /// Places in the file, rising, each with how far the trail had run there.
  long[] positions() {
    return Arrays.copyOf(positions, marks);
  }

  long[] runs() {
    return Arrays.copyOf(runs, marks);
  }

  /// How far the trail runs without a last step that was too long to be believed at once.
  long sureEnd() {
    return run;
  }

  /// How far it runs with that step.
  long end() {
    return away ? awayTo : run;
  }

  BitSet leaps() {
    return (BitSet) leaps.clone();
  }

  /// The year in which the trail begins, where a stamp told.
  @Nullable Integer firstYear() {
    return firstYear;
  }
}
