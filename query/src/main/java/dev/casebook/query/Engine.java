package dev.casebook.query;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/// An in-memory DuckDB, set up for evidence: no file, no network, no extension, no change of these
/// settings once it is locked.
final class Engine implements AutoCloseable {

  private final DuckDBConnection connection;

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
    var types = new LinkedHashMap<String, String>();
    var sql =
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = "
            + literal(table)
            + " ORDER BY column_index";
    select(sql, CATALOGUE_DEADLINE, COLUMNS_MAX)
        .rows()
        .forEach(row -> types.put(String.valueOf(row[0]), String.valueOf(row[1])));
    return types;
  }

  private static final Duration CATALOGUE_DEADLINE = Duration.ofSeconds(5);

  /// No view comes near this.
  private static final int COLUMNS_MAX = 1000;

  /// Makes the answer of somebody else's SELECT a table, in place of one of that name.
  ///
  /// @return how many rows it has
  long keep(String name, String sql, Duration deadline, int rowsMax) throws QueryFailure {
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
