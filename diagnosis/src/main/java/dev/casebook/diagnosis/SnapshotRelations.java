package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of one snapshot and what is installed on it, as its notes ask for them, one note
/// after the other. A table that once failed to be read fails for every note in the same words and
/// is not tried again.
final class SnapshotRelations {

  /// A note's query takes milliseconds; one that takes this long is no use to anybody.
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final SnapshotDatabase database;
  private final Map<String, QueryFailure> failures = new HashMap<>();
  private final Installed installed = new Installed();

  SnapshotRelations(SnapshotDatabase database) {
    this.database = database;
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

  boolean isEmpty(String table) throws QueryFailure {
    coverage(table);
    return database.isEmpty(table);
  }

  void use(List<SignalHits> signals) {
    database.useSignals(signals);
  }

  Answer select(String sql) throws QueryFailure {
    return database.select(sql, DEADLINE);
  }

  /// What is installed; empty if the evidence does not tell.
  Optional<Installed> installed() throws QueryFailure {
    for (var table : Installed.TABLES) {
      if (!coverage(table).isComplete()) {
        return Optional.empty();
      }
    }
    return Optional.of(installed);
  }
}
