package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.wings.accounts.plan.Guard;
import dev.casebook.wings.accounts.plan.PlanFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts plan`: what would have to be changed on a target.
@Command(
    name = "plan",
    description = "Say what a server would need to be as the folder wants it, and keep that.",
    footer = {
      "",
      "The server is only read. What was found is kept in the state folder, and",
      "`apply` does just that. The password of the target's user is the first line of",
      "STATE/targets/TARGET.",
      "",
      "What is there already and not ours is left alone: `adopt` takes it over. What is",
      "wanted no longer is disabled, and deleted kept_days later.",
      "",
      "Examples:",
      "  casebook accounts plan office",
      "  casebook accounts plan office --json",
      "",
      "Exit status: 0 nothing differs, 1 something does, or a host could not be read, 2",
      "nothing could be read."
    })
final class PlanCommand extends TargetCommand {

  @Option(names = "--json", description = "A JSON array with an object a value that changes.")
  private boolean json;

  PlanCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    return withTarget(opened -> {
      var plan = opened.planning().plan(console().now());
      PlanFile.write(plan, opened.planFile());
      if (json) {
        PlanReport.rows(plan, new JsonRows(console().out()));
      } else {
        PlanReport.lines(plan).forEach(this::print);
        opened.objections(plan).forEach(objection -> print("apply will refuse it: " + objection));
        Guard.DEFAULT
            .hesitation(plan)
            .ifPresent(reason -> print("apply will want --confirm: " + reason));
        if (!plan.isEmpty()) {
          print("casebook accounts apply " + name() + " does this");
        }
      }
      return plan.isFulfilled() ? 0 : 1;
    });
  }
}
