package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Step.Outcome;
import java.util.List;
import java.util.Optional;

/// Whether somebody may do what was asked, and each step to it.
///
/// @param question in words
public record Decision(String question, List<Step> steps) {

  public Decision {
    steps = List.copyOf(steps);
  }

  /// The first step that denies.
  public Optional<Step> denial() {
    return steps.stream().filter(step -> step.outcome() == Outcome.DENIES).findFirst();
  }

  public List<Step> unknown() {
    return steps.stream().filter(step -> step.outcome() == Outcome.UNKNOWN).toList();
  }

  public boolean isDenied() {
    return denial().isPresent();
  }
}
