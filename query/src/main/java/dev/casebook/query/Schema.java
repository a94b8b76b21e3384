package dev.casebook.query;

import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.logs.SignalHits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All tables without rows: what a query is checked against before it meets evidence.
public final class Schema implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Engine engine;
  private final Catalogue catalogue;
  private @Nullable Schema together;

  private Schema(Engine engine, Catalogue catalogue) {
    this.engine = engine;
    this.catalogue = catalogue;
  }

  public static Schema of(Catalogue catalogue) {
    return of(catalogue, List.of());
  }

  private static Schema of(Catalogue catalogue, List<String> leading) {
    var engine = Engine.start(1, 64, null);
    engine.lock(null);
    for (var table : catalogue.tables()) {
      Loader.create(engine, table, leading);
    }
    return new Schema(engine, catalogue);
  }

  /// The same tables as those of an incident; see [SnapshotDatabase#of]. It closes with this one.
  public Schema together() {
    if (together == null) {
      together = of(catalogue, Question.LEADING);
    }
    return together;
  }

  public boolean hasTable(String name) {
    return catalogue.table(name).isPresent();
  }

  /// Whether a table's rows are made while a query runs, for people's questions.
  public boolean isStreaming(String name) {
    return catalogue.table(name).flatMap(Table::streaming).isPresent();
  }

  /// Makes these the signals, without hits; each has a name and groups.
  public void useSignals(Map<String, List<String>> groupsByName) {
    engine.beginSignals();
    groupsByName.forEach((name, groups) ->
        SignalLoader.load(
            engine,
            new SignalHits(name, groups, List.of(), SignalHits.Kept.ALL, 0, Coverage.complete())));
  }

  /// Makes a table, without rows, of what a SELECT returns, in place of one of that name.
  public void define(String name, String sql) throws QueryFailure {
    engine.keep(name, sql, DEADLINE, 0);
  }

  /// The types of a table's columns, in order.
  public Map<String, String> types(String name) throws QueryFailure {
    return engine.types(name);
  }

  /// Makes a table, without rows, of these columns after those of every table of an incident.
  public void define(String name, Map<String, String> columns) {
    forget(name);
    new DerivedRows(engine, name, columns);
  }

  /// Forgets what was defined.
  public void forget(String name) {
    engine.drop(name);
  }

  /// The names of all tables.
  public List<String> tables() {
    return catalogue.tables().stream().map(Table::name).toList();
  }

  /// What a query is made of; nothing of it is executed.
  public Select parse(String sql) throws QueryFailure {
    return SelectReader.read(engine.connection(), sql);
  }

  /// The columns that a parsed query returns.
  public List<String> columns(String sql) throws QueryFailure {
    return engine.select(sql, DEADLINE, 1).columns();
  }

  @Override
  public void close() {
    engine.close();
    if (together != null) {
      together.close();
      together = null;
    }
  }
}
