package dev.casebook.wings.accounts.targets.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// A connection to one database of a server, in whose transactions reading and writing happen.
final class Session implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 1000;

  private final Connection connection;

  /// @param connection one whose settings are those of [Connecting]
  Session(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  interface Row {
    void take(ResultSet row) throws SQLException;
  }

  void query(String sql, List<String> parameters, Row each) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      statement.setFetchSize(ROWS_AT_ONCE);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          each.take(rows);
        }
      }
    }
  }

  static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  void run(List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var one : statements) {
        statement.execute(one);
      }
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /// Ends the transaction; what was written in it is undone.
  void end() throws SQLException {
    if (!connection.isClosed()) {
      connection.rollback();
    }
  }

  int version() throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
