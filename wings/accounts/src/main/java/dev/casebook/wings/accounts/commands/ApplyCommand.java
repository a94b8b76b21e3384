package dev.casebook.wings.accounts.commands;

import dev.casebook.changes.Refusal;
import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.Amount;
import dev.casebook.wings.accounts.credentials.ChangeLog;
import dev.casebook.wings.accounts.plan.Applying;
import dev.casebook.wings.accounts.plan.Guard;
import dev.casebook.wings.accounts.plan.Plan;
import dev.casebook.wings.accounts.plan.PlanFile;
import dev.casebook.wings.accounts.plan.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts apply`: does what was planned.
@Command(
    name = "apply",
    description = "Do what `plan` found, after showing it and asking.",
    footer = {
      "",
      "It refuses where the folder or the server was changed since the plan was made.",
      "What is given comes before what is taken, and a plan that was broken off goes on",
      "where it was. Afterwards the server is read again.",
      "",
      "More than five removals, or more than a tenth, need --confirm. What the target",
      "requires, and the account that we sign in by, is never disabled or deleted.",
      "",
      "Hosts are changed beside each other: one that is not reached, or says no, is",
      "told and keeps nothing from the others. Hosts that the target's row names have",
      "SSSD forget what was changed, and are asked whether they see it.",
      "",
      "Examples:",
      "  casebook accounts apply office",
      "  casebook accounts apply office --yes --confirm",
      "",
      "Exit status: 0 the server is as the folder wants it, and hosts see that, 1 it is",
      "not, or they don't, 2 it was refused or could not be reached."
    })
final class ApplyCommand extends TargetCommand {

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--confirm", description = "Take away as much as the plan does.")
  private boolean confirmed;

  ApplyCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    return withTarget(opened -> {
      var plan = plan(opened.planFile());
      check(plan, opened);
      var applying = new Applying(plan, opened.target(), opened.ownership(), console().clock());
      applying.check();
      guard(plan, opened);
      PlanReport.lines(plan).forEach(this::print);
      if (!plan.isEmpty() && !yes && !console().agreesTo("Do this?")) {
        print("nothing was changed");
        return 1;
      }
      var outcome = applied(applying, opened.target());
      print(
          "%s made%s"
              .formatted(
                  Amount.of(outcome.made().size(), "change"),
                  outcome.found() == 0 ? "" : ", %d made before".formatted(outcome.found())));
      outcome.failed().forEach((part, why) -> print(part + ": not as planned: " + why));
      int status = proven(opened, plan, outcome);
      return isSeen(opened.caches().refresh(outcome.made())) ? status : 1;
    });
  }

  /// Each change is in the journal before it is made.
  private Applying.Outcome applied(Applying applying, Target target) throws IOException, Refusal {
    try (var log = ChangeLog.in(state())) {
      return applying.apply(change ->
          log.add(
              console().clock().instant(),
              actor(),
              target.accountOf(change.key()).orElse(""),
              name(),
              change.words()));
    }
  }

  private Plan plan(Path file) throws IOException, UserError {
    if (!Files.exists(file)) {
      throw new UserError("there is no plan for %s: plan %s first".formatted(name(), name()));
    }
    return PlanFile.read(file);
  }

  private void check(Plan plan, Opened opened) throws UserError {
    if (!plan.target().equals(name())) {
      throw new UserError("the plan is one for " + plan.target());
    }
    if (!plan.folder().equals(opened.loaded().digest())) {
      throw new UserError(
          "the folder was changed since the plan was made: plan %s anew".formatted(name()));
    }
  }

  private void guard(Plan plan, Opened opened) throws UserError {
    var objections = opened.objections(plan);
    if (!objections.isEmpty()) {
      throw new UserError("refused: " + String.join("; ", objections));
    }
    var hesitation = Guard.DEFAULT.hesitation(plan);
    if (hesitation.isPresent() && !confirmed) {
      throw new UserError(hesitation.get() + ": --confirm if that is meant");
    }
  }

  /// @param said what hosts do not see as it is now, by host
  private boolean isSeen(Map<String, List<String>> said) {
    said.forEach((host, lines) -> lines.forEach(line -> print(host + ": " + line)));
    var seeing = said.entrySet().stream().filter(host -> host.getValue().isEmpty()).count();
    if (seeing > 0) {
      print(Amount.of(seeing, "host") + (seeing == 1 ? " sees it" : " see it"));
    }
    return seeing == said.size();
  }

  /// Reads what was changed once more: what is left, if anything.
  private int proven(Opened opened, Plan plan, Applying.Outcome outcome)
      throws IOException, Refusal {
    var parts = new TreeSet<>(plan.ends().keySet());
    parts.removeAll(outcome.failed().keySet());
    var left = opened.planning().plan(console().clock().instant(), parts);
    if (left.isFulfilled()) {
      print("read again: nothing differs");
      return outcome.failed().isEmpty() && plan.unread().isEmpty() ? 0 : 1;
    }
    print("read again: " + PlanReport.summary(left));
    return 1;
  }
}
