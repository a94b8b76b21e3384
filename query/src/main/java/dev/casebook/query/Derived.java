package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Coverage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A relation whose rows somebody else makes of each snapshot: a view.
public interface Derived {

  /// The type of each column, in order; origins among them.
  Map<String, String> columns();

  /// The tables and signals (`signal.NAME`) that its rows are made of.
  Set<String> relations();

  /// Its rows in one snapshot, with a cell for each column.
  Rows of(Snapshot snapshot) throws QueryFailure;

  /// @param answer with these columns
  record Rows(Answer answer, Coverage coverage) {}

  /// Those that there are.
  interface Views {

    /// None at all.
    Views NONE =
        new Views() {
          @Override
          public Optional<Derived> named(String name) {
            return Optional.empty();
          }

          @Override
          public Set<String> names() {
            return Set.of();
          }
        };

    Optional<Derived> named(String name);

    Set<String> names();
  }
}
