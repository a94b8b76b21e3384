package dev.casebook.query;

import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.logs.SignalHits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All tables without rows: what a query is checked against before it meets evidence.
public final class Schema implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Engine engine;
  private final Catalogue catalogue;

  private Schema(Engine engine, Catalogue catalogue) {
    this.engine = engine;
    this.catalogue = catalogue;
  }

  public static Schema of(Catalogue catalogue) {
    var engine = Engine.start(1, 64, null);
    engine.lock(null);
    for (var table : catalogue.tables()) {
      Loader.create(engine, table, List.of());
    }
    return new Schema(engine, catalogue);
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
    engine.execute("DROP SCHEMA IF EXISTS signal CASCADE");
    engine.execute("CREATE SCHEMA signal");
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
    var types = new LinkedHashMap<String, String>();
    var rows =
        engine
            .select(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = "
                    + Engine.literal(name)
                    + " ORDER BY column_index",
                DEADLINE,
                COLUMNS_MAX)
            .rows();
    rows.forEach(row -> types.put(String.valueOf(row[0]), String.valueOf(row[1])));
    return types;
  }

  /// No view comes near this.
  private static final int COLUMNS_MAX = 1000;

  /// Forgets what was defined.
  public void forget(String name) {
    engine.execute("DROP TABLE IF EXISTS " + Engine.identifier(name));
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
  }
}
