package dev.casebook.wings.accounts.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a change does to one attribute.
public record Edit(SortedSet<String> taken, SortedSet<String> given) {

  public Edit {
    taken = Collections.unmodifiableSortedSet(new TreeSet<>(taken));
    given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
  }

  static Edit of(Collection<String> taken, Collection<String> given) {
    return new Edit(new TreeSet<>(taken), new TreeSet<>(given));
  }

  /// Values with this done to them, whether or not some of it is done already.
  SortedSet<String> in(SortedSet<String> values) {
    var after = new TreeSet<>(values);
    after.removeAll(taken);
    after.addAll(given);
    return after;
  }

  boolean isDoneIn(SortedSet<String> values) {
    return values.containsAll(given) && Collections.disjoint(values, taken);
  }

  boolean isUndoneIn(SortedSet<String> values) {
    return values.containsAll(taken) && Collections.disjoint(values, given);
  }
}
