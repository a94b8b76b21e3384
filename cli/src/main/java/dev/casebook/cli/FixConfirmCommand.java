package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import picocli.CommandLine.Command;

/// `casebook fix confirm`: whoever came in anew says so.
@Command(
    name = "confirm",
    description =
        "Say that you came in by a new login after a change that could have cut you off. Without it"
            + " the host takes the change back by itself.",
    footer = {
      "",
      "Examples:",
      "  casebook fix confirm 20260102-030405-pppd-pid-overflow",
      "",
      "Exit status: 0 it stays, 2 it was too late, or nothing waits for it."
    })
final class FixConfirmCommand extends FixCommand.OnChange {

  FixConfirmCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var host = host();
    var run = run(host, new FixScreen.Answers(false, false, false));
    return run.of(() -> {
      host.journal().confirm(id());
      run.screen().say("Confirmed.");
      return 0;
    });
  }
}
