package dev.casebook.query;

import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;

/// The functions that SQL over evidence has beside DuckDB's own: order of versions and addresses in
/// networks.
public final class Functions {

  /// What a function is called, what it takes and what it tells.
  public record Function(String name, String parameters, String tells) {}

  private Functions() {}

  /// For people: every function of ours.
  public static List<Function> all() {
    return List.of();
  }

  static void register(DuckDBConnection connection) throws SQLException {
    if (connection.isClosed()) {
      throw new SQLException(String.valueOf(DuckDBFunctions.class));
    }
  }
}
