package dev.casebook.evidence;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When the kernel started, by the surest evidence that there is: to the second from `/proc`, to
/// the minute from what uptime(1), who(1) and last(1) print.
final class BootTime {

  static final List<ArtifactName> NAMES =
      List.of(
          ArtifactName.file("/proc/stat"),
          ArtifactName.file("/proc/uptime"),
          ArtifactName.command("uptime"),
          ArtifactName.command("uptime *"),
          ArtifactName.command("who -b"),
          ArtifactName.command("last reboot"));

  private static final Pattern BTIME = Pattern.compile("(?m)^btime (\\d{1,12})$");
  private static final Pattern SECONDS = Pattern.compile("^(\\d{1,12})(?:\\.\\d+)? ");

  /// ` 16:19:19 up 12 days, 3:04, 2 users`, ` up 25 min,`, ` up 1 day, 5 min,`.
  private static final Pattern UP =
      Pattern.compile(
          "(?m)\\bup +(?:(?<days>\\d{1,5}) days?, *)?"
              + "(?:(?<hours>\\d{1,2}):(?<minutes>\\d\\d)|(?<only>\\d{1,2}) min)\\b");

  /// What `uptime -s` prints, and `who -b` after the words `system boot`.
  private static final Pattern SINCE =
      Pattern.compile("(?m)(?:^|system boot +)(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d)(:\\d\\d)?");

  /// `reboot system boot 5.4.0-99-generic Fri Feb 11 18:58 still running`: the newest first, the
  /// year only if it was asked for.
  private static final Pattern LAST =
      Pattern.compile(
          "(?m)^reboot +system boot +.{0,80}?\\w{3} ([A-Z][a-z]{2}) +(\\d{1,2})"
              + " (\\d\\d:\\d\\d(?::\\d\\d)?)(?: (\\d{4}))?\\b");

  private final FactHeads heads;
  private final @Nullable Instant captured;
  private final ZoneId zone;

  /// @param captured when the evidence was taken, or null
  BootTime(FactHeads heads, @Nullable Instant captured, @Nullable ZoneId zone) {
    this.heads = heads;
    this.captured = captured;
    this.zone = zone == null ? ZoneOffset.UTC : zone;
  }

  Optional<Instant> read() {
    return Stream.<Supplier<Optional<Instant>>>of(
            () -> told("/proc/stat", BTIME).map(Instant::ofEpochSecond),
            () -> told("/proc/uptime", SECONDS).map(Duration::ofSeconds).flatMap(this::before),
            () -> heads.ofCommand("uptime").flatMap(this::up),
            () -> heads.ofCommand("uptime *").flatMap(text -> since(text).or(() -> up(text))),
            () -> heads.ofCommand("who -b").flatMap(this::since),
            () -> heads.ofCommand("last reboot").flatMap(this::last))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Long> told(String path, Pattern pattern) {
    return heads
        .ofFile(path)
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(match -> Long.valueOf(match.group(1)));
  }

  private Optional<Instant> before(Duration up) {
    return Optional.ofNullable(captured).map(now -> now.minus(up));
  }

  private Optional<Instant> up(String text) {
    var match = UP.matcher(text);
    return match.find()
        ? before(
            Duration.ofDays(number(match.group("days")))
                .plusHours(number(match.group("hours")))
                .plusMinutes(number(match.group("minutes")) + number(match.group("only"))))
        : Optional.empty();
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private Optional<Instant> since(String text) {
    var match = SINCE.matcher(text);
    if (!match.find()) {
      return Optional.empty();
    }
    var seconds = match.group(3);
    return instant(match.group(1) + "T" + match.group(2) + (seconds == null ? "" : seconds));
  }

  private Optional<Instant> instant(String local) {
    try {
      return Optional.of(LocalDateTime.parse(local).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// A line without a year is of the last year in which it lies before the capture.
  private Optional<Instant> last(String text) {
    var match = LAST.matcher(text);
    if (!match.find()) {
      return Optional.empty();
    }
    var year = match.group(4);
    if (year != null) {
      return last(match, Integer.parseInt(year));
    }
    return Optional.ofNullable(captured)
        .flatMap(now -> {
          int thisYear = now.atZone(zone).getYear();
          return last(match, thisYear)
              .filter(boot -> !boot.isAfter(now))
              .or(() -> last(match, thisYear - 1));
        });
  }

  private Optional<Instant> last(Matcher match, int year) {
    try {
      var text = String.join(" ", match.group(2), match.group(1), year + "", match.group(3));
      var format = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm[:ss]", Locale.ENGLISH);
      return Optional.of(LocalDateTime.parse(text, format).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
