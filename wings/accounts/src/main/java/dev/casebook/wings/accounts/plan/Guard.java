package dev.casebook.wings.accounts.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a plan must not do without being asked twice, and what it must not do at all.
///
/// @param removalsMax more removals than this have to be confirmed
/// @param shareMax and so has a larger share of what is looked after there, if it is more than one
public record Guard(int removalsMax, double shareMax) {

  /// As little as a week's leavers.
  public static final Guard DEFAULT = new Guard(5, 0.10);

  /// Why a plan that is otherwise right has to be confirmed; empty if it need not.
  public Optional<String> hesitation(Plan plan) {
    int removals = plan.removals();
    if (removals > removalsMax) {
      return Optional.of("it takes away %d things, more than %d".formatted(removals, removalsMax));
    }
    if (removals > 1 && removals > shareMax * plan.looked()) {
      return Optional.of(
          "it takes away %d things where %d are looked after, more than %.0f %%"
              .formatted(removals, plan.looked(), 100 * shareMax));
    }
    return Optional.empty();
  }

  /// What no confirmation makes right, a sentence each.
  ///
  /// @param required accounts that a target can't be without
  /// @param accountOf the account that an item is, or belongs to; empty for other items
  /// @param isSelf whether it is an item by which we are signed in there
  public static List<String> objections(
      Plan plan,
      Set<String> required,
      Function<Key, Optional<String>> accountOf,
      Predicate<Key> isSelf) {
    var objections = new ArrayList<String>();
    var named = new HashSet<Key>();
    for (var change : plan.changes()) {
      boolean ends =
          change.phase() == Change.Phase.DISABLE || change.phase() == Change.Phase.DELETE;
      if (ends && named.add(change.key())) {
        if (isSelf.test(change.key())) {
          objections.add(change.key() + " is the account that this is done by");
        }
        accountOf
            .apply(change.key())
            .filter(required::contains)
            .ifPresent(account ->
                objections.add(
                    "%s is required there and would lose %s".formatted(account, change.key())));
      }
    }
    return objections;
  }
}
