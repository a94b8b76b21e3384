package dev.casebook.formats.logs;

/// Dates and times of day as microseconds since 1970-01-01T00:00 on the same wall clock, in the
/// proleptic Gregorian calendar.
final class CivilTime {
  static final long SECOND = 1_000_000;
  static final long DAY = 86_400 * SECOND;

  /// The years in which a stamp is taken for one.
  static final int FIRST_YEAR = 1970;

  static final int LAST_YEAR = 2199;

  private static final int[] DAYS_BEFORE = {
    0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private CivilTime() {}

  /// The microseconds, or -1 for a date that the calendar does not have or outside of the years
  /// above.
  static long micros(int year, int month, int day, int secondOfDay, int micro) {
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) {
      return -1;
    }
    int leap = isLeap(year) ? 1 : 0;
    int length = DAYS_BEFORE[month + 1] - DAYS_BEFORE[month] + (month == 2 ? leap : 0);
    if (day > length || secondOfDay < 0) {
      return -1;
    }
    long days = daysTo(year) + DAYS_BEFORE[month] + (month > 2 ? leap : 0) + day - 1;
    return days * DAY + secondOfDay * SECOND + micro;
  }

  static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /// The days from 1970-01-01 to the first day of a year from 1970 on.
  static long daysTo(int year) {
    return 365L * (year - 1970) + (year - 1969) / 4 - (year - 1901) / 100 + (year - 1601) / 400;
  }
}
