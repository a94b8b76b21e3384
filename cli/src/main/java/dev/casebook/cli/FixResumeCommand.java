package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook fix resume`: a change that was left in the middle, brought to its end.
@Command(
    name = "resume",
    description = "Go on with a change whose command was killed or lost its host, and prove it.",
    footer = {
      "",
      "Examples:",
      "  casebook fix resume 20260102-030405-pppd-pid-overflow",
      "",
      "Exit status: 0 the note is clear now; 1 it is not: rolled back, or left so on request; 2 nothing"
          + " was changed."
    })
final class FixResumeCommand extends FixCommand.OnChange {

  @Option(
      names = "--yes",
      description = "Ask nothing: go on, and take it back where it does not help.")
  private boolean yes;

  @Option(names = "--notes", paramLabel = "FOLDER", description = "A note of your own.")
  private @Nullable Path folder;

  @Mixin private SinceOption since = new SinceOption();

  FixResumeCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var host = host(since);
    var run = run(host, new FixScreen.Answers(yes, false, false));
    var notes = new Workspace(console()).ownNotes(folder);
    return run.of(() -> {
      var entry = host.journal().entry(id());
      run.screen().say("To be gone on with:");
      show(run, host, id());
      if (!yes && !run.screen().isYes("Do it?")) {
        run.screen().say("Nothing was done.");
        return 2;
      }
      var asked = entry.isPresent() ? FixAsked.of(host.journal().asked(id())) : FixAsked.NOTHING;
      var outcome = run.cure(notes, asked, wishes()).resume(id(), notes);
      var note = entry.map(each -> each.note()).orElse("");
      run.screen().say(FixCommand.told(outcome, note, id(), host.address()));
      return outcome.exitStatus();
    });
  }
}
