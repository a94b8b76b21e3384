package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.logs.SignalHits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One snapshot's tables and signals as SQL, for notes. A table is read when it is first asked for,
/// and DuckDB is started when the first query runs: a snapshot on which no note has to run needs
/// neither.
public final class SnapshotDatabase implements AutoCloseable {

  /// Notes join small tables; the bound keeps a wild one from taking the machine.
  private static final int MEMORY_MIB = 160;

  /// A note returns one row a finding.
  private static final int ROWS_MAX = 10_000;

  private final Snapshot snapshot;
  private final Map<String, Relation> relations = new HashMap<>();
  private @Nullable Engine engine;

  public SnapshotDatabase(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// How much of a table's evidence there is.
  public Coverage coverage(String table) {
    return relation(table).coverage;
  }

  /// Whether a table has no rows.
  public boolean isEmpty(String table) {
    return relation(table).isEmpty;
  }

  private Relation relation(String name) {
    var known = relations.get(name);
    if (known == null) {
      var table =
          Catalogue.table(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
      known = read(table);
      relations.put(name, known);
    }
    return known;
  }

  private <R extends Record> Relation read(Table<R> table) {
    var relation = new Relation(table);
    relation.coverage =
        new TableReader(snapshot)
            .read(
                table,
                (origin, row) -> {
                  relation.origins.add(origin);
                  return relation.rows.add(row);
                });
    relation.isEmpty = relation.rows.isEmpty();
    return relation;
  }

  /// Makes a note's signals the relations `signal.NAME`, in place of the last note's.
  public void useSignals(List<SignalHits> signals) {
    var database = started();
    database.execute("DROP SCHEMA IF EXISTS signal CASCADE");
    database.execute("CREATE SCHEMA signal");
    signals.forEach(signal -> SignalLoader.load(database, signal));
  }

  /// Runs one SELECT over tables whose coverage was asked for, and the signals in use.
  public Answer select(String sql, Duration deadline) throws QueryFailure {
    relations.values().forEach(this::load);
    return started().select(sql, deadline, ROWS_MAX);
  }

  private Engine started() {
    if (engine == null) {
      engine = Engine.start(1, MEMORY_MIB, null);
      engine.lock(null);
    }
    return engine;
  }

  private void load(Relation relation) {
    if (relation.isLoaded) {
      return;
    }
    relation.isLoaded = true;
    try (var loader = new Loader(started(), relation.table, Map.of())) {
      for (int i = 0; i < relation.rows.size(); i++) {
        loader.add(relation.origins.get(i), relation.rows.get(i));
      }
      if (loader.wasCut() && relation.coverage.isComplete()) {
        relation.coverage = Coverage.partial(relation.table.name() + " is larger than the cap");
      }
    }
    relation.origins.clear();
    relation.rows.clear();
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }

  /// A table as it was read: its rows wait here until DuckDB is started for them.
  private static final class Relation {
    private final Table<?> table;
    private final List<Record> rows = new ArrayList<>();
    private final List<Long> origins = new ArrayList<>();
    private Coverage coverage = Coverage.absent("");
    private boolean isEmpty = true;
    private boolean isLoaded;

    Relation(Table<?> table) {
      this.table = table;
    }
  }
}
