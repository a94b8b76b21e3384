package dev.casebook.diagnosis;

import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// A verdict whose lines have yet to be read.
///
/// @param cited the origins of all lines that it shows
/// @param verdict is made once they are read
record Draft(Set<Long> cited, Function<Quotes, Verdict> verdict) {

  Draft {
    cited = Set.copyOf(cited);
  }

  /// A verdict that shows no line.
  static Draft of(Verdict verdict) {
    return new Draft(Set.of(), _ -> verdict);
  }

  Verdict quoting(Map<Long, Evidence> quotes) {
    return verdict.apply(
        origins -> origins.stream().map(o -> Objects.requireNonNull(quotes.get(o))).toList());
  }

  /// Gives the lines of origins, in their order.
  interface Quotes {
    List<Evidence> of(List<Long> origins);
  }
}
