package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `casebook fix list`: the changes of a host.
@Command(
    name = "list",
    description = "List the changes of a host, with their state.",
    footer = {
      "",
      "Examples:",
      "  casebook fix list",
      "  casebook fix list ssh://vpn1 --sudo",
      "",
      "Exit status: 0 done, 2 the host's journal can't be read."
    })
final class FixListCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "The host, as ssh://HOST; this one if none is given.")
  private @Nullable String source;

  @Mixin private ReachOptions reaching = new ReachOptions();

  FixListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var host = FixedHost.of(source, reaching.reach(console, source));
    var screen = new FixScreen(console, new FixScreen.Answers(false, false, false), host);
    return new FixRun(console, host, screen)
        .of(() -> {
          for (var entry : host.journal().list()) {
            screen.say(
                "%s  %s  %s%s"
                    .formatted(
                        entry.made(),
                        entry.id(),
                        entry.state().word(),
                        entry.subject().isBlank() ? "" : "  " + entry.subject()));
          }
          return 0;
        });
  }
}
