package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.logs.LogEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/// The table `logs` as a function of DuckDB: lines are read while the query runs, and only the
/// columns that it names are made. DuckDB may run several scans of one query at once; they take
/// turns here, since a snapshot belongs to one thread.
final class LogFunction implements DuckDBTableFunction<Integer, LogRows, Integer>, AutoCloseable {

  /// Rows of one DuckDB vector.
  private static final int CHUNK_ROWS = 2048;

  private final List<Snapshot> snapshots;

  /// DuckDB never says that it is done with a scan, so what is still open is closed with the
  /// question.
  private final List<LogRows> open = new ArrayList<>();

  LogFunction(List<Snapshot> snapshots) {
    this.snapshots = List.copyOf(snapshots);
  }

  void register(DuckDBConnection connection) throws SQLException {
    try (var builder = DuckDBFunctions.tableFunction()) {
      builder
          .withName("log_lines")
          .withProjectionPushdown()
          .withFunction(this)
          .register(connection);
    }
  }

  @Override
  public Integer bind(DuckDBTableFunctionBindInfo info) {
    info.addResultColumn("host", DuckDBColumnType.VARCHAR);
    info.addResultColumn("snapshot", DuckDBColumnType.VARCHAR);
    for (var field : LogEntry.TABLE.fields()) {
      info.addResultColumn(field.name(), DuckDBColumnType.valueOf(field.type()));
    }
    info.addResultColumn("origin", DuckDBColumnType.BIGINT);
    return 0;
  }

  @Override
  public synchronized LogRows init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    var columns = new int[(int) info.getColumnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = (int) info.getColumnIndex(i);
    }
    var rows = new LogRows(snapshots, LogColumn.of(columns));
    open.add(rows);
    return rows;
  }

  @Override
  public synchronized long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
    LogRows rows = info.getInitData();
    return rows.fill(chunk, CHUNK_ROWS);
  }

  @Override
  public synchronized void close() {
    open.forEach(LogRows::close);
  }
}
