package dev.casebook.formats.logs;

import java.util.Arrays;

/// The year of every stamp of a file that was written without one.
///
/// The end of the trail lies in the latest year that is not after the anchor, earlier where a 29
/// February would fall into a common year; every other stamp follows from its place before that.
final class Years {
  /// Leap years are at most eight years apart.
  private static final int LONGEST_WITHOUT_LEAP = 8;

  private final long[] positions;
  private final long[] runs;
  private final int firstYear;

  /// On the wall clock, since 1970.
  private final long latest;

  Years(YearTrail trail, long latest) {
    this.positions = trail.positions();
    this.runs = trail.runs();
    this.latest = latest;
    var told = trail.firstYear();
    this.firstYear = told == null ? inferred(trail) : told;
  }

  /// The wall-clock time since 1970 of a stamp without a year at a place in the file.
  long wall(long stamp, long position) {
    long inYear = stamp - YearTrail.ORIGIN;
    int year = positions.length == 0 ? latestYear(inYear) : yearAt(inYear, position);
    while (YearTrail.isLeapDay(inYear) && !CivilTime.isLeap(year)) {
      year--;
    }
    return wallIn(year, inYear);
  }

  /// Of the trail's two ends the one holds that lies nearer to the anchor.
  private int inferred(YearTrail trail) {
    long end =
        beforeLatest(trail.sureEnd()) < beforeLatest(trail.end()) ? trail.sureEnd() : trail.end();
    int last = latestYear(Math.floorMod(end, YearTrail.YEAR));
    int first = last - (int) Math.floorDiv(end, YearTrail.YEAR);
    var leaps = trail.leaps();
    for (int back = 0; !leaps.isEmpty() && back <= LONGEST_WITHOUT_LEAP; back++) {
      int candidate = first - back;
      if (leaps.stream().allMatch(year -> CivilTime.isLeap(candidate + year))) {
        return candidate;
      }
    }
    return first; // there are none, or no calendar has them all
  }

  private long beforeLatest(long end) {
    long inYear = Math.floorMod(end, YearTrail.YEAR);
    return latest - wallIn(latestYear(inYear), inYear);
  }

  private int yearAt(long inYear, long position) {
    int found = Arrays.binarySearch(positions, position);
    int mark = Math.max(found >= 0 ? found : -found - 2, 0);
    long at = YearTrail.notBefore(inYear, runs[mark] - YearTrail.DISORDER);
    int year = firstYear + (int) Math.floorDiv(at, YearTrail.YEAR);
    return wallIn(year, inYear) > latest ? year - 1 : year;
  }

  /// The latest year in which this place in a year is not after the anchor.
  private int latestYear(long inYear) {
    int year = (int) (latest / (CivilTime.DAY * 365)) + CivilTime.FIRST_YEAR;
    while (year > CivilTime.FIRST_YEAR && wallIn(year, inYear) > latest) {
      year--;
    }
    return year;
  }

  private static long wallIn(int year, long inYear) {
    long day = inYear / CivilTime.DAY;
    boolean shift = day > 59 && !CivilTime.isLeap(year);
    long days = CivilTime.daysTo(Math.max(year, CivilTime.FIRST_YEAR)) - (shift ? 1 : 0);
    return days * CivilTime.DAY + inYear;
  }
}
