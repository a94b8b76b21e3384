package dev.casebook.investigate;

import dev.casebook.changes.ChangeState;
import dev.casebook.changes.Journal;
import dev.casebook.changes.Refusal;
import dev.casebook.diagnosis.Note;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A change that is written down, while it is made and until it is proven or taken back.
final class Treatment {

  /// Between two looks at the host.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// After a restart. systemd starts again after 100 ms what ends at once.
  private static final Duration RESTARTS_HOLD = Duration.ofSeconds(5);

  private final Reexamination examination;
  private final Journal journal;
  private final Operator operator;
  private final Duration confirmWithin;
  private final Note note;
  private final String subject;
  private final String id;

  Treatment(
      Reexamination examination,
      Journal journal,
      Operator operator,
      Duration confirmWithin,
      Note note,
      String subject,
      String id) {
    this.examination = examination;
    this.journal = journal;
    this.operator = operator;
    this.confirmWithin = confirmWithin;
    this.note = note;
    this.subject = subject;
    this.id = id;
  }

  /// Why it did not come to a good end.
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    /// The host took the way back by itself.
    private final boolean isBack;

    Failed(String why, boolean isBack) {
      super(why);
      this.isBack = isBack;
    }

    Failed(String why) {
      this(why, false);
    }
  }

  CureOutcome run(Plan plan, Duration settling, Set<String> clear) throws IOException, Refusal {
    return attempted(() -> {
      int armed = plan.change().firstThatMayCutAccess();
      for (int i = 1; i <= plan.change().steps().size(); i++) {
        if (i == armed) {
          journal.arm(id, confirmWithin);
        }
        make(i, plan.change().steps().size());
      }
      prove(armed > 0, settling, clear);
    });
  }

  /// A step that was begun is made again: the journal knows whether an edit is in its place.
  CureOutcome resume(Duration settling, Set<String> clear) throws IOException, Refusal {
    return attempted(() -> {
      var steps = journal.steps(id);
      for (var step : steps) {
        make(step.number(), steps.size());
      }
      prove(false, settling, clear);
    });
  }

  /// What may fail at any place.
  private interface Attempt {
    void run() throws IOException, Refusal, InterruptedException, Failed;
  }

  private CureOutcome attempted(Attempt attempt) throws IOException, Refusal {
    try {
      attempt.run();
      journal.end(id, ChangeState.PROVEN);
      return CureOutcome.CLEAR;
    } catch (Failed e) {
      return e.isBack ? saidBack(e) : back(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      return back("It was interrupted.");
    } catch (IOException e) {
      // An interrupt reaches a script that runs as an exception of its own.
      if (Thread.interrupted()) {
        return back("It was interrupted.");
      }
      throw new Refusal(
          "the host could not be reached any more (%s); casebook fix resume %s goes on, casebook fix undo %2$s takes it back"
              .formatted(e.getMessage(), id));
    }
  }

  private CureOutcome saidBack(Failed failed) {
    operator.hears(String.valueOf(failed.getMessage()));
    return CureOutcome.ROLLED_BACK;
  }

  private void make(int step, int of) throws IOException, Failed, InterruptedException {
    operator.hears("Step %d of %d".formatted(step, of));
    var ending = journal.apply(id, step, operator.output());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!ending.isDone()) {
      throw new Failed("Step %d failed: %s.".formatted(step, ending.reason()));
    }
  }

  private void prove(boolean isGuarded, Duration settling, Set<String> clear)
      throws IOException, Refusal, InterruptedException, Failed {
    long begin = System.nanoTime();
    // Lines of the second in which the last step was made may be older than it.
    var since = Instant.ofEpochSecond(journal.clock() + 1);
    if (isGuarded) {
      awaitLogin();
    }
    operator.hears("Examining " + note.id() + " again");
    var unproven = unproven(since);
    var end = System.nanoTime() + settling.toNanos();
    while (unproven.isPresent() && System.nanoTime() < end) {
      Thread.sleep(PAUSE);
      unproven = unproven(since);
    }
    if (unproven.isPresent()) {
      throw new Failed(unproven.get());
    }
    operator.hears("Examining the %d notes that were clear".formatted(clear.size()));
    var firing = examination.firing(clear, since);
    if (firing.isPresent()) {
      throw new Failed(
          "%s was clear before and is found now: %s"
              .formatted(firing.get().note().id(), firing.get().summary()));
    }
    awaitRestarts(begin);
  }

  /// What was restarted has to run still once a program that ends at its first work would have.
  private void awaitRestarts(long begin) throws IOException, Refusal, InterruptedException, Failed {
    if (!journal.hasRestarted(id)) {
      return;
    }
    var left = RESTARTS_HOLD.minusNanos(System.nanoTime() - begin);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
    var lost = journal.restartsLost(id);
    if (!lost.isEmpty()) {
      throw new Failed("What was restarted did not stay so: " + String.join("; ", lost));
    }
  }

  private void awaitLogin() throws IOException, Refusal, InterruptedException, Failed {
    operator.isToConfirm(id, confirmWithin.toSeconds());
    while (true) {
      switch (journal.confirmation(id)) {
        case CONFIRMED -> {
          return;
        }
        case LOST ->
            throw new Failed(
                "Nobody confirmed by a new login in time, so the host took the way back.", true);
        case WAITING -> Thread.sleep(PAUSE);
      }
    }
  }

  /// Why the problem is not known to be gone; empty if it is. Another subject of the note may have
  /// it still.
  private Optional<String> unproven(Instant since) {
    var verdicts = examination.since(note, since);
    if (verdicts.isEmpty()) {
      return Optional.of("Whether it helped can't be told: the host could not be read");
    }
    for (var verdict : verdicts) {
      switch (verdict) {
        case Verdict.Clear _ -> {
          return Optional.empty();
        }
        case Verdict.Finding finding -> {
          if (finding.subject().equals(subject)) {
            return Optional.of("It did not help: " + finding.summary());
          }
        }
        case Verdict.NotApplicable _ -> {
          return Optional.of("Whether it helped can't be told: what it is about is gone");
        }
        case Verdict.NoEvidence none -> {
          return Optional.of(
              "Whether it helped can't be told: " + String.join("; ", none.missing()));
        }
        case Verdict.Failed failed -> {
          return Optional.of("Whether it helped can't be told: " + failed.reason());
        }
      }
    }
    return Optional.empty();
  }

  private CureOutcome back(String why) throws IOException, Refusal {
    if (!operator.wantsBack(why)) {
      journal.end(id, ChangeState.KEPT);
      return CureOutcome.LEFT;
    }
    return Cure.takenBack(journal, operator, id, false)
        ? CureOutcome.ROLLED_BACK
        : CureOutcome.HALF_ROLLED_BACK;
  }
}
