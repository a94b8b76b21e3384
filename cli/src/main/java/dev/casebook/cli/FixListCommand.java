package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private FixedHostOptions host = new FixedHostOptions();

  FixListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var fixed = host.host(console);
    var screen = new FixScreen(console, new FixScreen.Answers(false, false, false), fixed);
    return new FixRun(console, fixed, screen)
        .of(() -> {
          for (var entry : fixed.journal().list()) {
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
