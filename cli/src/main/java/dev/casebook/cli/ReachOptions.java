package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reach;
import dev.casebook.hosts.SshTarget;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command reaches hosts over ssh.
class ReachOptions extends SshOptions {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdw])");

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Leave the logs of hosts over ssh that have not changed since then, and ask the journal"
              + " from then on: 90m, 12h, 3d, 2w, or a day as 2026-11-20, or a time as 2026-11-20T08:00 (UTC).")
  private @Nullable String since;

  /// @param names of the sources, written out
  Reach reach(Console console, List<String> names) throws UserError {
    boolean one = names.stream().filter(SshTarget::isTarget).count() == 1;
    return reach(console, one).since(since == null ? 0 : seconds(since, console.now()));
  }

  /// @param source the only one; null for this host
  Reach reach(Console console, @Nullable String source) throws UserError {
    return reach(console, source == null ? List.of() : List.of(source));
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
