package dev.casebook.wings.accounts.decide;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// Who has what in one state of a company and not in another, at one time.
///
/// @param gains what is had after and was not before
/// @param losses what was had before and is not after
public record Comparison(List<Block> gains, List<Block> losses) {

  public Comparison {
    gains = List.copyOf(gains);
    losses = List.copyOf(losses);
  }

  public static Comparison of(Snapshot.Both states, Instant time) {
    var before = new Rights(states.before(), time);
    var after = new Rights(states.after(), time);
    var all = new TreeSet<>(before.all());
    all.addAll(after.all());
    return new Comparison(
        Block.of(all, right -> after.of(right).minus(before.of(right)), after),
        Block.of(all, right -> before.of(right).minus(after.of(right)), before));
  }

  public boolean isEmpty() {
    return gains.isEmpty() && losses.isEmpty();
  }
}
