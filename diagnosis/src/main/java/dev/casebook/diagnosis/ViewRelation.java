package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.tables.logs.SignalHits;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A view as a relation, whose rows are made when they are first asked for and kept as a table.
interface ViewRelation extends Relation {

  /// Forgets its rows.
  void drop();

  /// What was gone through for it, for people.
  List<String> searched() throws QueryFailure;

  /// Tells what it is made of.
  void name(Set<String> seen, List<Explanation.Named> told) throws QueryFailure;

  /// The first hit of each signal that has to have some.
  void neededSignals(Set<Long> lines);

  boolean anyHit(Predicate<SignalHits.Hit> wanted);

  /// Tells what its numbers lack, and those of inner views.
  void tellShortcomings(Consumer<String> tell);
}
