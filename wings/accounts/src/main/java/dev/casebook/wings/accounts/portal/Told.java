package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.decide.Decision;
import dev.casebook.wings.accounts.decide.Step;
import dev.casebook.wings.accounts.decide.Step.Outcome;
import java.util.List;
import java.util.Optional;

/// A decision about somebody as it is told to them: what the folder leaves open about tokens is
/// known here, and what was not asked is left out.
record Told(List<Line> lines) {

  /// @param step what the rules say, in their own words
  /// @param cure what would change it; empty where nothing need
  record Line(Outcome outcome, String says, String cure, Step step) {}

  Told {
    lines = List.copyOf(lines);
  }

  static Told of(Visit visit, Decision decision, boolean networkAsked) {
    return new Told(
        decision.steps().stream()
            .filter(step -> networkAsked || !step.name().equals("network"))
            .map(step -> line(visit, step))
            .toList());
  }

  private static Line line(Visit visit, Step step) {
    if (step.name().equals("second factor") && step.outcome() == Outcome.UNKNOWN) {
      return visit.site().own().credentials().tokens(visit.account().name()).isEmpty()
          ? new Line(
              Outcome.DENIES, visit.say(Phrase.CODE_AND_NO_TOKEN), visit.say(Phrase.ADD_ONE), step)
          : new Line(Outcome.PASSES, visit.say(Phrase.CODE_AND_TOKEN), "", step);
    }
    return Reason.of(step)
        .map(reason ->
            new Line(
                step.outcome(), reason.says(visit.language()), reason.cure(visit.language()), step))
        .orElseGet(() -> new Line(step.outcome(), step.says(), step.cure(), step));
  }

  /// What denies first; empty if nothing does.
  Optional<Line> denial() {
    return lines.stream().filter(line -> line.outcome() == Outcome.DENIES).findFirst();
  }
}
