package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.conntrack.tool.Watching;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook conntrack watch`: what happens to the entries of the table.
@Command(
    name = "watch",
    description = "Follow what happens to tracked connections: new ones, changes, ends.",
    footer = {
      "",
      "It ends after --for, or with Ctrl-C. Events that come faster than they can be",
      "shown wait in a buffer of 32 MiB; where that is full the kernel drops some, and",
      "standard error says so at once. An event tells only what changed: it has no",
      "counters but at the end of a connection, and only where the kernel counts.",
      "--json prints one object a line as it happens. Works on this host.",
      "",
      "Examples:",
      "  casebook conntrack watch -p icmp",
      "  casebook conntrack watch --dport 53 --for 60 --json",
      "  casebook conntrack watch --netns blue --output conntrack",
      "",
      "Exit status: 0 something matched, 1 nothing did, 2 it could not be followed, or",
      "the kernel dropped events."
    })
final class WatchCommand implements Callable<Integer> {

  private static final long SECONDS_MAX = 366L * 24 * 3600;

  private final Console console;

  /// The clock said [Console#now()] about now.
  private final long startNs = System.nanoTime();

  @Mixin private final FilterOptions filtering = new FilterOptions();
  @Mixin private final Tracker tracker = new Tracker();
  @Mixin private final FormOptions form = new FormOptions();

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "How long; without it, until Ctrl-C.")
  private @Nullable Double seconds;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var filter = filtering.filter();
    var limit = limit();
    var rows = form.rows(console, true);
    return tracker.with(from -> {
      Watching.begin(from);
      var watching =
          new Watching(
              filter,
              rows,
              () -> console.say("the kernel dropped events: they came too fast to be shown"));
      var outcome = watching.follow(from, limit, console.now(), startNs);
      rows.end();
      if (outcome.losses() > 0) {
        console.say(
            "events are missing: the kernel dropped some, "
                + (outcome.losses() == 1 ? "once" : outcome.losses() + " times"));
        return 2;
      }
      if (form.isTable()) {
        console
            .out()
            .print(
                outcome.events() == 0
                    ? "Nothing happened that matches.\n"
                    : "\n"
                        + outcome.events()
                        + (outcome.events() == 1 ? " event" : " events")
                        + ", none dropped\n");
      }
      return outcome.events() > 0 ? 0 : 1;
    });
  }

  private Optional<Duration> limit() throws UserError {
    if (seconds == null) {
      return Optional.empty();
    }
    if (!(seconds >= 0 && seconds <= SECONDS_MAX)) {
      throw new UserError("--for is a number of seconds up to a year, not " + seconds);
    }
    return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
