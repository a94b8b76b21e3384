package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables of one snapshot and what is installed on it, as its notes ask for them, one note
/// after the other. A table that once failed to be read fails for every note in the same words and
/// is not tried again.
final class SnapshotRelations {

  /// A note's query takes milliseconds; one that takes this long is no use to anybody.
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final SnapshotDatabase database;
  private final boolean zoneKnown;
  private final Map<String, QueryFailure> failures = new HashMap<>();
  private final Installed installed = new Installed();

  /// Whose signals are in use.
  private String signalsOf = "";

  private @Nullable Views viewsInUse;

  SnapshotRelations(SnapshotDatabase database, boolean zoneKnown) {
    this.database = database;
    this.zoneKnown = zoneKnown;
    database.watch(installed::see);
  }

  Coverage coverage(String table) throws QueryFailure {
    var known = failures.get(table);
    if (known != null) {
      throw known;
    }
    try {
      return database.coverage(table);
    } catch (Throwable e) {
      var failure = new QueryFailure("the table " + table + " can't be read: " + Failure.reason(e));
      failures.put(table, failure);
      throw failure;
    }
  }

  /// Whether the times of the evidence are UTC; see [Printed].
  boolean zoneKnown() {
    return zoneKnown;
  }

  /// A table as notes see it.
  Relation table(String table) {
    return new Relation() {
      @Override
      public Coverage coverage() throws QueryFailure {
        return SnapshotRelations.this.coverage(table);
      }

      @Override
      public boolean isSurelyAbsent() {
        try {
          return database.hasNoEvidence(table);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
          return false; // to read it fails too, and says why
        }
      }

      @Override
      public boolean isEmpty() throws QueryFailure {
        coverage();
        return database.isEmpty(table);
      }

      @Override
      public Kept kept() {
        return Kept.ALL;
      }

      @Override
      public void provide() throws QueryFailure {
        coverage();
      }
    };
  }

  /// Puts the signals of a note or view in use, in place of another's.
  void use(String owner, List<SignalHits> signals) {
    if (!owner.equals(signalsOf)) {
      database.useSignals(signals);
      signalsOf = owner;
    }
  }

  /// Begins to use these views, in place of those of another snapshot in the same database.
  void use(Views views) {
    if (!views.equals(viewsInUse)) {
      if (viewsInUse != null) {
        viewsInUse.drop();
      }
      viewsInUse = views;
      signalsOf = "";
    }
  }

  /// Forgets what is in use, before the database is closed.
  void forget() {
    if (viewsInUse != null) {
      viewsInUse.forget();
      viewsInUse = null;
    }
    signalsOf = "";
  }

  /// Keeps the answer of a SELECT as a table.
  ///
  /// @param hasRows whether it is worth running; else the table is empty
  SnapshotDatabase.Kept keep(String name, String sql, boolean hasRows) throws QueryFailure {
    if (hasRows) {
      return database.keep(name, sql, DEADLINE);
    }
    database.keepNothing(name, sql, DEADLINE);
    return new SnapshotDatabase.Kept(Coverage.complete(), true);
  }

  void drop(String name) {
    database.drop(name);
  }

  Answer select(String sql) throws QueryFailure {
    return database.select(sql, DEADLINE);
  }

  /// What is installed; empty if the evidence does not tell.
  Optional<Installed> installed() throws QueryFailure {
    for (var table : Installed.TABLES) {
      if (!coverage(table).hasAllRows()) {
        return Optional.empty();
      }
    }
    return Optional.of(installed);
  }
}
