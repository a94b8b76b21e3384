package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reach;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// From when on the logs of hosts over ssh are looked at.
final class SinceOption {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdw])");

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Leave the logs of hosts over ssh that have not changed since then, and ask the journal"
              + " from then on: 90m, 12h, 3d, 2w, or a day as 2026-11-20, or a time as 2026-11-20T08:00 (UTC).")
  private @Nullable String since;

  /// The same hosts, and of their logs what is from then on.
  Reach applied(Reach reach, Console console) throws UserError {
    return since == null ? reach : reach.since(seconds(since, console.now()));
  }

  private static long seconds(String since, Instant now) throws UserError {
    var ago = AGO.matcher(since);
    if (ago.matches()) {
      return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2))).getEpochSecond();
    }
    try {
      return since.contains("T")
          ? LocalDateTime.parse(since).toEpochSecond(ZoneOffset.UTC)
          : LocalDate.parse(since).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new UserError(
          "--since is 90m, 12h, 3d, 2w, 2026-11-20 or 2026-11-20T08:00, not " + since);
    }
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "w" -> Duration.ofDays(7 * count);
      default -> Duration.ofDays(count);
    };
  }
}
