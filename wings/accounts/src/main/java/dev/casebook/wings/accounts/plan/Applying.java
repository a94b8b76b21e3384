package dev.casebook.wings.accounts.plan;

import dev.casebook.changes.Refusal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Makes a plan's changes, one after the other. What is done already is left as it is, so that a
/// plan that was broken off, by whatever, goes on where it was when it is applied again.
public final class Applying {

  private final Plan plan;
  private final Target target;
  private final Ownership ownership;
  private final InstantSource clock;
  private Observed observed = Observed.of(List.of(), List.of());

  public Applying(Plan plan, Target target, Ownership ownership, InstantSource clock) {
    this.plan = plan;
    this.target = target;
    this.ownership = ownership;
    this.clock = clock;
  }

  /// Hears of each change before it is made; where it can't, the change is not made.
  public interface Witness {
    void hear(Change change) throws IOException;
  }

  /// @param made changes that were made
  /// @param found changes that were made before
  public record Outcome(int made, int found) {}

  /// Reads the target and holds the plan against it.
  ///
  /// @throws Refusal where the target is not as the plan saw it
  public void check() throws IOException, Refusal {
    observed = target.read();
    hold();
  }

  /// To be called after [#check].
  ///
  /// @throws Refusal where the target is not as the plan saw it; what was made before it stays
  /// @throws IOException where it is not known whether the last change was made: apply again
  public Outcome apply(Witness witness) throws IOException, Refusal {
    for (var key : plan.claimed()) {
      ownership.own(clock.instant(), key);
    }
    for (var change : plan.changes()) {
      if (change.phase() == Change.Phase.CREATE) {
        ownership.own(clock.instant(), change.key());
      }
    }
    ownership.flush();
    int made = 0;
    int found = 0;
    for (var change : plan.changes()) {
      if (change.in(observed.find(change.key())) == Change.Progress.DONE) {
        found++;
      } else {
        witness.hear(change);
        target.make(change);
        made++;
      }
      if (change.phase() == Change.Phase.DELETE) {
        ownership.gone(clock.instant(), change.key());
      }
    }
    for (var key : plan.leaving()) {
      ownership.disabled(clock.instant(), key);
    }
    ownership.flush();
    return new Outcome(made, found);
  }

  private void hold() throws Refusal {
    for (var change : plan.changes()) {
      if (!change.phase().equals(Change.Phase.CREATE)
          && !ownership.owns(change.key())
          && change.in(observed.find(change.key())) != Change.Progress.DONE) {
        throw new Refusal(change.key() + " is not ours: the plan is not of this state folder");
      }
      if (change.in(observed.find(change.key())) == Change.Progress.MOVED) {
        throw new Refusal(change.key() + " was changed since the plan was made: make it anew");
      }
    }
    if (!plan.restIsAsItWas(observed)) {
      throw new Refusal("the target was changed since the plan was made: make it anew");
    }
  }
}
