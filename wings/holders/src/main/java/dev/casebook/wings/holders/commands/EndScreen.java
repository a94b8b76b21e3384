package dev.casebook.wings.holders.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.Printable;
import dev.casebook.wings.holders.proc.Proc;
import dev.casebook.wings.holders.tool.Answer;
import dev.casebook.wings.holders.tool.Ending;
import dev.casebook.wings.holders.tool.Hold;
import dev.casebook.wings.holders.tool.Holder;
import dev.casebook.wings.holders.tool.Holders;
import dev.casebook.wings.holders.tool.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// How holders are ended before the eyes of whoever asked for it.
final class EndScreen {

  private static final int DONE = 0;
  private static final int STILL_HELD = 1;
  private static final int NOTHING_DONE = 2;

  /// @param yes nobody is asked
  /// @param json nothing is said but what came of it
  record Wishes(boolean yes, boolean dryRun, boolean json, Duration patience) {}

  private final Console console;
  private final Proc proc;
  private final Holders holders;
  private final Question question;
  private final Wishes wishes;

  EndScreen(Console console, Proc proc, Holders holders, Question question, Wishes wishes) {
    this.console = console;
    this.proc = proc;
    this.holders = holders;
    this.question = question;
    this.wishes = wishes;
  }

  int end(Answer answer) throws IOException, Holders.NotThere, UserError {
    refuseEverything(answer);
    if (answer.holds().isEmpty()) {
      say("Nothing is seen to hold it.");
      sayBlindness(answer);
      return answer.blindness().isEmpty() ? DONE : NOTHING_DONE;
    }
    var ending = new Ending(proc, wishes.patience());
    var plan = ending.plan(answer);
    plan.spared().forEach((holder, why) -> say("Spared: " + HoldReport.told(holder) + ", " + why));
    plan.ended()
        .forEach(holder -> {
          say("  " + HoldReport.told(holder));
          say("    " + holder.arguments());
        });
    if (plan.ended().isEmpty()) {
      say("None of what holds it is a process that may be ended.");
      sayStill(answer);
      return NOTHING_DONE;
    }
    if (wishes.dryRun()) {
      say("Nothing was done (--dry-run).");
      return NOTHING_DONE;
    }
    if (!wishes.yes() && !console.agreesTo("End " + count(plan.ended().size()) + "?")) {
      say("Nothing was done.");
      return NOTHING_DONE;
    }
    return ended(answer, fates(ending, plan));
  }

  private static String count(int processes) {
    return processes == 1 ? "this process" : "these " + processes + " processes";
  }

  private Map<Holder, Ending.Fate> fates(Ending ending, Ending.Plan plan) throws UserError {
    try {
      return ending.end(plan.ended(), this::say);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted; some were asked to end");
    }
  }

  private int ended(Answer before, Map<Holder, Ending.Fate> fates)
      throws IOException, Holders.NotThere {
    fates.forEach((holder, fate) -> say(HoldReport.told(holder) + ": " + fate.words()));
    var after = after();
    if (wishes.json()) {
      new HoldRows(before, fates).print(console);
      return after.holds().isEmpty() ? DONE : STILL_HELD;
    }
    if (after.holds().isEmpty()) {
      say("Nothing is seen to hold it any more.");
      sayBlindness(after);
      return DONE;
    }
    sayStill(after);
    return STILL_HELD;
  }

  /// What is deleted and held by nobody is there no more.
  private Answer after() throws IOException, Holders.NotThere {
    return holders.to(question);
  }

  private void sayStill(Answer answer) {
    if (wishes.json()) {
      return;
    }
    say("Still held:");
    new HoldReport(answer, false, false).print(console);
    answer.holds().stream()
        .map(EndScreen::advice)
        .filter(advice -> !advice.isEmpty())
        .distinct()
        .forEach(this::say);
    sayBlindness(answer);
  }

  /// What lets go of what the kernel holds.
  private static String advice(Hold hold) {
    return switch (hold.way()) {
      case SWAP -> "swapoff " + hold.path() + " takes the swap away.";
      case LOOP -> "losetup -d " + hold.words().replace("behind ", "") + " lets the file go.";
      case MOUNT -> hold.pid() == 0 ? "umount " + hold.path() + " takes the mount away." : "";
      case LAYER -> "umount " + hold.path() + " takes the overlay away.";
      case OPEN, MAPPED, CWD, ROOT, PROGRAM, LOCK, SOCKET, DEVICE -> "";
    };
  }

  private void sayBlindness(Answer answer) {
    if (!answer.blindness().isEmpty()) {
      console.say(answer.blindness());
    }
  }

  /// To end all that holds the root file system is to end the host.
  private static void refuseEverything(Answer answer) throws UserError {
    if (answer.ofEverything()) {
      throw new UserError("the root file system is in it: to end all that holds it ends this host");
    }
  }

  private void say(String line) {
    if (!wishes.json()) {
      console.out().println(Printable.line(line));
      console.out().flush();
    }
  }
}
