package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits.Kept;

/// What a snapshot holds of one table, view or signal.
interface Relation {

  /// How much of its evidence there is.
  Coverage coverage() throws QueryFailure;

  /// Whether there is none of its evidence, as far as can be told without reading any.
  default boolean isSurelyAbsent() throws QueryFailure {
    return false;
  }

  boolean isEmpty() throws QueryFailure;

  /// Whether rows were left out that were seen, so that their absence says nothing.
  Kept kept() throws QueryFailure;

  /// Sees to it that a SELECT can name it, with or without rows.
  void provide() throws QueryFailure;
}
