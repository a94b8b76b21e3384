package dev.casebook.wings.captures.commands;

import dev.casebook.console.UserError;
import dev.casebook.hosts.SshTarget;
import dev.casebook.wings.captures.capture.LogWatch;
import dev.casebook.wings.captures.capture.Place.Origin;
import dev.casebook.wings.captures.capture.Stops;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What ends a capture.
final class StopOptions {

  private static final Pattern FAR_LOG = Pattern.compile("(ssh://[^/]+)(/.+)");

  @Option(names = "--duration", paramLabel = "TIME", description = "Stop after 30s, 10m, 2h.")
  private @Nullable String duration;

  @Option(names = "--packets", paramLabel = "N", description = "Stop after N packets in all.")
  private long packets;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Stop when so much is written: 500k, 100M, 2G.")
  private @Nullable String size;

  @Option(
      names = "--stop-on-log",
      paramLabel = "REGEX",
      description = "Stop when a new line of a --log matches.")
  private @Nullable String pattern;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "Which log --stop-on-log watches: a file, or journal, of each captured host; or of one:"
              + " ssh://web1/var/log/app.log. May be given more than once.")
  private List<String> logs = List.of();

  @Option(
      names = "--stop-on-filter",
      paramLabel = "FILTER",
      description = "Stop when such a packet passes, captured or not.")
  private String filter = "";

  @Option(
      names = "--stop-on-drops",
      paramLabel = "N",
      description = "Stop when hosts had to drop N packets.")
  private long drops;

  @Option(
      names = "--keep-after",
      paramLabel = "TIME",
      description = "Go on for so long after one of the --stop-on….")
  private @Nullable String keepAfter;

  /// A packet that ends the capture; empty for none.
  String awaited() {
    return filter.strip();
  }

  Stops stops() throws UserError {
    if (packets < 0 || drops < 0) {
      throw new UserError("--packets and --stop-on-drops are at least 1");
    }
    if ((pattern == null) != logs.isEmpty()) {
      throw new UserError("--stop-on-log REGEX and --log FILE go together");
    }
    if (keepAfter != null && pattern == null && filter.isBlank() && drops == 0) {
      throw new UserError("--keep-after belongs to --stop-on-log, -filter or -drops");
    }
    return new Stops(
        duration == null ? 0 : Quantities.nanos("--duration", duration),
        packets,
        size == null ? 0 : Quantities.bytes("--size", size),
        drops,
        keepAfter == null ? 0 : Quantities.nanos("--keep-after", keepAfter));
  }

  /// Begins to watch the logs.
  List<LogWatch> watch(ReachedPlaces places, Consumer<String> seen, Consumer<String> blind)
      throws UserError {
    var watches = new ArrayList<LogWatch>();
    var regex = compiled();
    for (var one : watched(places)) {
      var watch = new LogWatch(one.origin.name(), one.log, regex);
      watches.add(watch);
      watch.start(places.opening(one.origin), seen, blind);
    }
    return watches;
  }

  private record Watched(Origin origin, String log) {}

  private List<Watched> watched(ReachedPlaces places) throws UserError {
    var watched = new ArrayList<Watched>();
    for (var log : logs) {
      var far = FAR_LOG.matcher(log);
      if (far.matches()) {
        var target =
            SshTarget.of(far.group(1))
                .orElseThrow(() -> new UserError("--log " + log + " names no host"));
        var path = far.group(2).equals("/journal") ? "journal" : far.group(2);
        watched.add(new Watched(new Origin.OverSsh(target), path));
      } else if (log.startsWith("/") || log.equals("journal")) {
        places.origins().stream()
            .filter(origin -> !(origin instanceof Origin.OverRpcap))
            .forEach(origin -> watched.add(new Watched(origin, log)));
      } else {
        throw new UserError(
            "--log is /PATH, journal, ssh://HOST/PATH or ssh://HOST/journal, not " + log);
      }
    }
    return watched;
  }

  private Pattern compiled() throws UserError {
    try {
      return Pattern.compile(pattern == null ? "" : pattern);
    } catch (PatternSyntaxException e) {
      throw new UserError("--stop-on-log: " + e.getDescription() + " in " + pattern);
    }
  }
}
