package dev.casebook.cli;

import dev.casebook.changes.ChangeState;
import dev.casebook.changes.Refusal;
import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook fix undo`: a change taken back.
@Command(
    name = "undo",
    description = {
      "Take a change back: every step that was begun, the last first.",
      "Where somebody edited a file since, nothing is taken back and the difference is shown."
    },
    footer = {
      "",
      "Examples:",
      "  casebook fix undo 20260102-030405-pppd-pid-overflow",
      "",
      "Exit status: 0 everything is as it was, 1 not everything could be taken back, 2 nothing was"
          + " changed."
    })
final class FixUndoCommand extends FixCommand.OnChange {

  @Option(names = "--yes", description = "Ask nothing.")
  private boolean yes;

  @Option(names = "--overrun", description = "Also where somebody edited since; that edit is lost.")
  private boolean overrun;

  FixUndoCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var host = host();
    var run = run(host, new FixScreen.Answers(yes, false, false));
    return run.of(() -> {
      var entry = host.journal().entry(id());
      if (entry.isPresent() && entry.get().state() == ChangeState.ROLLED_BACK) {
        run.screen().say(id() + " is rolled back already.");
        return 0;
      }
      if (entry.isEmpty()) {
        throw new Refusal("no change is called " + id() + "; casebook fix list shows all");
      }
      run.screen().say("To be taken back, the last first:");
      show(run, host, id());
      if (!yes && !run.screen().isYes("Do it?")) {
        run.screen().say("Nothing was done.");
        return 2;
      }
      boolean done =
          run.cure(new Workspace(console()).casebook(), FixAsked.NOTHING, wishes())
              .undo(id(), overrun);
      run.screen().say(done ? "Everything is as it was." : "Not everything is as it was.");
      return done ? 0 : 1;
    });
  }
}
