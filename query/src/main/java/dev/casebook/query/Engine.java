package dev.casebook.query;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// An in-memory DuckDB, set up for evidence: no file, no network, no extension, no change of these
/// settings once it is locked.
final class Engine implements AutoCloseable {

  /// The schema of signals.
  static final String SIGNALS = "signal";

  private final DuckDBConnection connection;

  /// The names of all that were made and may be there still.
  private final Set<String> tables = new LinkedHashSet<>();

  private Engine(DuckDBConnection connection) {
    this.connection = connection;
  }

  /// @param threads DuckDB's workers; 1 keeps a row order stable and starts fastest
  /// @param memoryMib DuckDB's own bound; no sandbox, our caps on tables are
  /// @param spillFolder where large sorts may spill, or null for nowhere
  static Engine start(int threads, int memoryMib, @Nullable Path spillFolder) {
    var properties = new Properties();
    properties.setProperty("threads", Integer.toString(threads));
    properties.setProperty("memory_limit", memoryMib + "MiB");
    properties.setProperty("temp_directory", spillFolder == null ? "" : spillFolder.toString());
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "true");
    try {
      var connection =
          new DuckDBDriver().connect("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
      Functions.register(connection);
      return new Engine(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not be started: " + e.getMessage(), e);
    }
  }

  /// Takes away what evidence and notes have no use for; can't be undone.
  ///
  /// @param output the one file that may be written, or null
  void lock(@Nullable Path output) {
    if (output != null) {
      execute("SET allowed_paths = [" + literal(output.toAbsolutePath().toString()) + "]");
    }
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  DuckDBConnection connection() {
    return connection;
  }

  /// Makes a table without rows, if there is none of the name.
  ///
  /// @param columns with their types, as SQL
  void make(String table, String columns) {
    tables.add(table);
    execute("CREATE TABLE IF NOT EXISTS " + identifier(table) + " (" + columns + ")");
  }

  /// Takes a table away, if there is one.
  void drop(String table) {
    tables.remove(table);
    execute("DROP TABLE IF EXISTS " + identifier(table));
  }

  /// Makes the schema of signals anew, without any.
  void beginSignals() {
    execute("DROP SCHEMA IF EXISTS " + SIGNALS + " CASCADE; CREATE SCHEMA " + SIGNALS);
  }

  /// Takes away all that was made.
  void clear() {
    var sql = new StringBuilder("DROP SCHEMA IF EXISTS ").append(SIGNALS).append(" CASCADE");
    tables.forEach(table -> sql.append("; DROP TABLE IF EXISTS ").append(identifier(table)));
    execute(sql.toString());
    tables.clear();
  }

  /// Runs one of our own statements; a failure is our bug.
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  /// Runs one SELECT of somebody else's.
  Answer select(String sql, Duration deadline, int rowsMax) throws QueryFailure {
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout((int) Math.max(1, deadline.toSeconds()));
      try (var result = statement.executeQuery(sql)) {
        return fetch(result, rowsMax);
      }
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  /// The types of a table's columns, in order.
  Map<String, String> types(String table) throws QueryFailure {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SELECT * FROM " + identifier(table) + " LIMIT 0")) {
      var types = new LinkedHashMap<String, String>();
      var meta = result.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        types.put(meta.getColumnName(i), withoutWords(meta.getColumnTypeName(i)));
      }
      return types;
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  /// Of an enumeration the driver does not tell the words; text holds them all.
  private static String withoutWords(String type) {
    return type.equals("ENUM") ? "VARCHAR" : type;
  }

  /// Makes the answer of somebody else's SELECT a table, in place of one of that name.
  ///
  /// @return how many rows it has
  long keep(String name, String sql, Duration deadline, int rowsMax) throws QueryFailure {
    tables.add(name);
    var making =
        "CREATE OR REPLACE TABLE "
            + identifier(name)
            + " AS SELECT * FROM ("
            + Select.withoutEnd(sql)
            + "\n) LIMIT "
            + rowsMax;
    try (var statement = connection.createStatement()) {
      statement.setQueryTimeout((int) Math.max(1, deadline.toSeconds()));
      return statement.executeLargeUpdate(making);
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  private static Answer fetch(ResultSet result, int rowsMax) throws SQLException, QueryFailure {
    var meta = result.getMetaData();
    int width = meta.getColumnCount();
    var columns = new ArrayList<String>();
    for (int i = 1; i <= width; i++) {
      columns.add(meta.getColumnName(i));
    }
    var rows = new ArrayList<@Nullable Object[]>();
    while (rows.size() < rowsMax && Cells.next(result::next)) {
      rows.add(Cells.row(result, width));
    }
    return new Answer(columns, rows, rows.size() == rowsMax && Cells.next(result::next));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
