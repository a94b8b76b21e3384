package dev.casebook.cli;

import dev.casebook.changes.Change;
import dev.casebook.changes.Journal;
import dev.casebook.changes.Planning;
import dev.casebook.changes.Step;
import dev.casebook.console.Console;
import dev.casebook.investigate.Operator;
import dev.casebook.investigate.Plan;
import dev.casebook.report.Printable;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Whoever sits before the command: sees the plan, is asked, and sees what happens.
final class FixScreen implements Operator {

  /// What is said beforehand, for programs.
  ///
  /// @param yes to the plan, and to taking back what did not help
  /// @param oneWay also to steps that can't be taken back
  /// @param dryRun nobody is asked, since nothing is done
  record Answers(boolean yes, boolean oneWay, boolean dryRun) {}

  private final Console console;
  private final Answers answers;
  private final FixedHost host;
  private volatile boolean changing;

  FixScreen(Console console, Answers answers, FixedHost host) {
    this.console = console;
    this.answers = answers;
    this.host = host;
  }

  /// Whether the host is being changed, so that an end is a way back.
  boolean isChanging() {
    return changing;
  }

  @Override
  public boolean agreesTo(Plan plan) {
    say(plan.prescription().summary());
    say("");
    say("What will be done:");
    var steps = plan.change().steps();
    for (int i = 0; i < steps.size(); i++) {
      show(i + 1, steps.get(i), plan.change());
    }
    plan.soAlready().forEach(path -> say("  " + path + " is so already."));
    plan.remarks().forEach(remark -> say("  But " + remark));
    showRest(plan);
    if (answers.dryRun()) {
      say("Nothing was done (--dry-run).");
      return false;
    }
    changing = asked(plan);
    if (!changing) {
      say("Nothing was done.");
    }
    return changing;
  }

  private boolean asked(Plan plan) {
    if (!answers.yes() && !isYes("Do it?")) {
      return false;
    }
    if (plan.oneWay().isEmpty() || answers.oneWay()) {
      return true;
    }
    if (answers.yes()) {
      say("A step has no way back; --one-way agrees to that too.");
      return false;
    }
    return isYes("There is no way back from what is marked so. Do it all the same?");
  }

  private void show(int number, Step step, Change change) {
    switch (step) {
      case Step.Command command -> {
        indented("  %-4s".formatted(number + "."), command.fix().lines());
        command.undo().ifPresent(undo -> indented("      taken back by: ", undo.lines()));
        command.keep().ifPresent(keep -> indented("      where, before the step: ", keep.lines()));
        if (command.undo().isEmpty()) {
          say("      No way back: " + command.oneWay());
        }
      }
      case Step.Reload reload -> {
        indented("  %-4s".formatted(number + "."), reload.commands().lines());
        say(
            change.hasWayBack()
                ? "      and again when the others are taken back"
                : "      It leaves nothing to take back.");
      }
      case Step.Edit edit -> {
        indented("  %-4s".formatted(number + "."), Planning.difference(edit).stream());
        if (!edit.check().isEmpty()) {
          say("      only if this accepts it: " + edit.check());
        }
      }
    }
  }

  /// The first line behind a lead, the others below it.
  private void indented(String lead, Stream<String> lines) {
    var prefix = new String[] {lead};
    lines.forEach(line -> {
      say(prefix[0] + line);
      prefix[0] = " ".repeat(Math.min(lead.length(), 6));
    });
  }

  private void showRest(Plan plan) {
    var prescription = plan.prescription();
    if (plan.change().firstThatMayCutAccess() > 0) {
      say("This may cut off who does it: the host takes it back by itself unless a new login");
      say("confirms it in time.");
    }
    say(
        "Then the note is examined again for up to %d s, and every note that is clear now."
            .formatted(prescription.settling().toSeconds()));
    if (!prescription.byHand().isEmpty() || !prescription.whyByHand().isEmpty()) {
      say("");
      say(
          "Left to you"
              + (prescription.whyByHand().isEmpty() ? ":" : ": " + prescription.whyByHand()));
      prescription.byHand().forEach(each -> indented("      ", each.lines()));
    }
    say("");
  }

  @Override
  public boolean wantsBack(String why) {
    say(why);
    return answers.yes() || isYes("Take back what was done?");
  }

  @Override
  public void hears(String line) {
    say(line);
  }

  @Override
  public void isToConfirm(String id, long seconds) {
    var failure = host.confirmedAnew(id);
    if (failure.isEmpty()) {
      say("A new login came in, and confirmed it.");
      return;
    }
    if (!failure.get().isEmpty()) {
      say("A new login does not come in: " + failure.get());
    }
    say(
        "Log in anew and run: casebook fix confirm %s%s (within %d s, else the host takes it back)"
            .formatted(id, host.address(), seconds));
  }

  @Override
  public void sees(Journal.Ending ending, List<List<String>> differences) {
    if (ending.overtaken().isEmpty()) {
      say("Not all could be taken back: " + ending.reason());
      return;
    }
    say(
        "Nothing was taken back, since somebody edited since: "
            + String.join(", ", ending.overtaken()));
    differences.forEach(difference -> indented("  ", difference.stream()));
    say("casebook fix undo --overrun puts back what was before, and these changes are lost.");
  }

  /// What commands say, line by line.
  @Override
  public OutputStream output() {
    return new OutputStream() {
      private final ByteArrayOutputStream line = new ByteArrayOutputStream();

      @Override
      public void write(int b) {
        if (b == '\n') {
          flushLine();
        } else if (line.size() < LINE_MAX) {
          line.write(b);
        }
      }

      private void flushLine() {
        say("  | " + line.toString(StandardCharsets.UTF_8));
        line.reset();
      }
    };
  }

  /// Of one line of a command's output, in bytes; the rest is not shown.
  private static final int LINE_MAX = 2000;

  boolean isYes(String question) {
    return console.agreesTo(question);
  }

  void say(String line) {
    console.out().println(Printable.line(line));
    console.out().flush();
  }
}
