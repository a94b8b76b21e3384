package dev.casebook.tables.system;

import dev.casebook.formats.time.ZoneWord;
import dev.casebook.tables.Line;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A date and time as programs print them in the C locale, read in the zone of the host.
///
/// ```
/// Tue 2024-03-26 10:42:19 CST          systemd
/// Tue Mar 26 10:42:19 2024             ctime: ps lstart, rpm
/// Tue 26 Mar 2024 10:42:19 AM CST      date, older rpm
/// 2024-03-26 10:42:19                  faillock
/// 03/26/24 10:42:19                    pam_tally2
/// ```
///
/// An abbreviation of one meaning, such as EDT, or an offset is the time's own zone; one that names
/// several, such as CST, is the host's.
public final class HostTime {

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /// Longer text holds more than a time.
  private static final int TEXT_MAX = 64;

  private int year = -1;
  private int month = -1;
  private int day = -1;
  private @Nullable LocalTime time;
  private int halfDay = -1;
  private ZoneId zone;

  private HostTime(ZoneId zone) {
    this.zone = zone;
  }

  /// The instant, to the second; empty if the text is no such time.
  public static Optional<Instant> parse(String text, ZoneId zone) {
    if (text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    try {
      var parts = new HostTime(zone);
      for (var word : Line.words(text)) {
        parts.take(word);
      }
      return parts.instant();
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void take(String word) {
    int monthNumber = MONTHS.indexOf(word) + 1;
    if (word.indexOf(':') > 0) {
      time = LocalTime.parse(word.length() == 7 ? "0" + word : word);
    } else if (word.indexOf('-') == 4) {
      take(LocalDate.parse(word));
    } else if (word.indexOf('/') == 2) {
      var parts = word.split("/");
      if (parts.length == 3) {
        take(LocalDate.of(2000 + number(parts[2]), number(parts[0]), number(parts[1])));
      }
    } else if (monthNumber > 0) {
      month = monthNumber;
    } else if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
      takeNumber(word);
    } else {
      takeName(word);
    }
  }

  private void take(LocalDate date) {
    year = date.getYear();
    month = date.getMonthValue();
    day = date.getDayOfMonth();
  }

  private void takeNumber(String word) {
    if (word.length() == 4) {
      year = number(word);
    } else {
      day = number(word);
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private void takeName(String word) {
    switch (word) {
      case "AM", "am" -> halfDay = 0;
      case "PM", "pm" -> halfDay = 12;
      default -> ZoneWord.offset(word).ifPresent(offset -> zone = offset);
    }
  }

  private Optional<Instant> instant() {
    var clock = time;
    if (clock == null || year < 0 || month < 0 || day < 0) {
      return Optional.empty();
    }
    if (halfDay >= 0) {
      clock = clock.withHour(clock.getHour() % 12 + halfDay);
    }
    return Optional.of(
        LocalDateTime.of(LocalDate.of(year, month, day), clock).atZone(zone).toInstant());
  }
}
