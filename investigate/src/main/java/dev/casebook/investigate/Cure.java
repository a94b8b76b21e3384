package dev.casebook.investigate;

import dev.casebook.changes.ChangeState;
import dev.casebook.changes.HostLock;
import dev.casebook.changes.Journal;
import dev.casebook.changes.Refusal;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.Prescription;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A remedy from finding to proof: the host is examined, the plan is shown, each step is journaled
/// and made, and the note that found the problem is examined again. What did not help is taken
/// back.
public final class Cure {

  private final Reexamination examination;
  private final Journal journal;
  private final Operator operator;
  private final Wishes wishes;

  /// What the operator asked for beforehand.
  ///
  /// @param settling how long the note may take to be clear; empty for what it says itself
  /// @param confirmWithin how long the host waits for a new login where a step may cut ours
  /// @param dryRun show the plan and stop
  /// @param asked options of the examination, a line each, which the journal keeps
  public record Wishes(
      Optional<Duration> settling, Duration confirmWithin, boolean dryRun, List<String> asked) {
    public Wishes {
      asked = List.copyOf(asked);
    }
  }

  public Cure(Reexamination examination, Journal journal, Operator operator, Wishes wishes) {
    this.examination = examination;
    this.journal = journal;
    this.operator = operator;
    this.wishes = wishes;
  }

  /// @param subject which of several findings; empty where there is only one
  /// @param id of the change, new
  /// @throws Refusal if nothing was changed, and why
  public CureOutcome fix(Note note, Optional<String> subject, String id)
      throws IOException, Refusal, UnreadableSource, QueryFailure, InterruptedException {
    if (wishes.dryRun()) {
      var plan = plan(note, subject, id);
      plan.ifPresent(operator::agreesTo);
      return plan.isPresent() ? CureOutcome.UNCHANGED : CureOutcome.NOTHING_TO_FIX;
    }
    journal.checkRights();
    try (var _ = locked()) {
      checkNothingIsUnfinished();
      var plan = plan(note, subject, id);
      if (plan.isEmpty()) {
        return CureOutcome.NOTHING_TO_FIX;
      }
      if (!operator.agreesTo(plan.get())) {
        return CureOutcome.UNCHANGED;
      }
      var treatment = treatment(note, plan.get().change().subject(), id);
      var clear = examination.clear();
      journal.open(plan.get().change());
      var outcome = treatment.run(plan.get(), settling(plan.get().prescription()), clear);
      if (outcome == CureOutcome.CLEAR) {
        plan.get().remarks().forEach(operator::hears);
      }
      return outcome;
    }
  }

  private Treatment treatment(Note note, String subject, String id) {
    return new Treatment(examination, journal, operator, wishes.confirmWithin(), note, subject, id);
  }

  private Duration settling(Prescription prescription) {
    return wishes.settling().orElse(prescription.settling());
  }

  private HostLock locked() throws IOException, Refusal, InterruptedException {
    return HostLock.take(
        journal, () -> operator.hears("Another fix is at work on this host; waiting for it."));
  }

  private void checkNothingIsUnfinished() throws IOException, Refusal {
    for (var entry : journal.list()) {
      if (entry.state().isUnfinished()) {
        throw new Refusal(
            "a change of this host was left unfinished: %1$s, for %2$s (%3$s); first casebook fix resume %1$s or casebook fix undo %1$s"
                .formatted(entry.id(), entry.note(), entry.state().word()));
      }
    }
  }

  /// @return empty if there is nothing to fix
  private Optional<Plan> plan(Note note, Optional<String> subject, String id)
      throws IOException, Refusal, UnreadableSource, QueryFailure {
    var seen = examination.prescribe(note);
    if (seen.prescriptions().isEmpty()) {
      checkHealthy(note, seen.verdicts());
      return Optional.empty();
    }
    var chosen = chosen(seen.prescriptions(), subject);
    var plan = new Planner(journal, wishes.asked()).of(id, note.id(), chosen);
    if (plan.change().steps().isEmpty()) {
      throw new Refusal(
          "all that the remedy edits is so already, and the problem is still there: "
              + String.join(", ", plan.soAlready()));
    }
    return Optional.of(plan);
  }

  private static void checkHealthy(Note note, List<Verdict> verdicts) throws Refusal {
    for (var verdict : verdicts) {
      switch (verdict) {
        case Verdict.Clear _, Verdict.NotApplicable _ -> {}
        case Verdict.NoEvidence none ->
            throw new Refusal(
                "whether "
                    + note.id()
                    + " is there can't be told: "
                    + String.join("; ", none.missing()));
        case Verdict.Failed failed ->
            throw new Refusal(note.id() + " could not be examined: " + failed.reason());
        case Verdict.Finding finding ->
            throw new Refusal("the finding is of another host: " + finding.host());
      }
    }
  }

  private static Prescription chosen(List<Prescription> all, Optional<String> subject)
      throws Refusal {
    var subjects = all.stream().map(Prescription::subject).toList();
    if (subject.isEmpty() && all.size() > 1) {
      throw new Refusal(
          "there are several findings; name one with --subject: " + String.join(", ", subjects));
    }
    return all.stream()
        .filter(one -> subject.isEmpty() || one.subject().equals(subject.get()))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                "no finding has the subject "
                    + subject.get()
                    + "; there is "
                    + String.join(", ", subjects)));
  }

  /// Goes on with a change whose controller is gone: what is not made is made, then it is proven.
  public CureOutcome resume(String id, Casebook casebook)
      throws IOException, Refusal, UnreadableSource, QueryFailure, InterruptedException {
    journal.checkRights();
    try (var _ = locked()) {
      var entry = journal.entry(id).orElseThrow(() -> unknown(id));
      if (entry.state() != ChangeState.RUNNING && entry.state() != ChangeState.PLANNED) {
        throw new Refusal(id + " is " + entry.state().word() + "; there is nothing to go on with");
      }
      var note =
          casebook
              .note(entry.note())
              .orElseThrow(() -> new Refusal("there is no note " + entry.note() + " any more"));
      var treatment = treatment(note, entry.subject().strip(), id);
      return treatment.resume(
          wishes.settling().orElse(Reexamination.SETTLING), examination.clear());
    }
  }

  private static Refusal unknown(String id) {
    return new Refusal("no change is called " + id + "; casebook fix list shows all");
  }

  /// Takes a change back.
  ///
  /// @param overrun also what somebody edited since
  /// @return whether all of it was
  public boolean undo(String id, boolean overrun)
      throws IOException, Refusal, InterruptedException {
    journal.checkRights();
    try (var _ = locked()) {
      if (journal.entry(id).isEmpty()) {
        throw unknown(id);
      }
      return takenBack(journal, operator, id, overrun);
    }
  }

  static boolean takenBack(Journal journal, Operator operator, String id, boolean overrun)
      throws IOException, Refusal {
    var ending = journal.restore(id, overrun, operator.output());
    var differences = new ArrayList<List<String>>();
    if (!ending.overtaken().isEmpty()) {
      for (var step : journal.steps(id)) {
        if (step.kind().equals("edit") && ending.overtaken().contains(step.what())) {
          differences.add(journal.sinceThen(id, step.number()));
        }
      }
    }
    if (!ending.isDone()) {
      operator.sees(ending, differences);
    }
    return ending.isDone();
  }
}
