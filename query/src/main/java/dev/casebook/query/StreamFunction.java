package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Streaming;
import dev.casebook.tables.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/// A streaming table as a function of DuckDB: rows are made while the query runs, and only the
/// columns that it names. DuckDB may run several scans of one query at once; they take turns here,
/// since a snapshot belongs to one thread.
final class StreamFunction
    implements DuckDBTableFunction<Integer, StreamScan, Integer>, AutoCloseable {

  /// Rows of one DuckDB vector.
  private static final int CHUNK_ROWS = 2048;

  private final Table<?> table;
  private final Streaming<?> streaming;
  private final List<Snapshot> snapshots;
  private final SnapshotNames names;
  private final List<StreamColumn> columns;

  /// DuckDB never says that it is done with a scan, so what is still open is closed with the
  /// question.
  private final List<StreamScan> open = new ArrayList<>();

  private StreamFunction(
      Table<?> table, Streaming<?> streaming, List<Snapshot> snapshots, SnapshotNames names) {
    this.table = table;
    this.streaming = streaming;
    this.snapshots = List.copyOf(snapshots);
    this.names = names;
    this.columns = StreamColumn.of(table);
  }

  /// Makes a table a relation of its name.
  static StreamFunction register(
      Engine engine,
      Table<?> table,
      Streaming<?> streaming,
      List<Snapshot> snapshots,
      SnapshotNames names) {
    var function = new StreamFunction(table, streaming, snapshots, names);
    var name = table.name() + "_stream";
    try (var builder = DuckDBFunctions.tableFunction()) {
      builder
          .withName(name)
          .withProjectionPushdown()
          .withFunction(function)
          .register(engine.connection());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    engine.execute(
        "CREATE VIEW " + Engine.identifier(table.name()) + " AS SELECT * FROM " + name + "()");
    return function;
  }

  @Override
  public Integer bind(DuckDBTableFunctionBindInfo info) {
    Question.LEADING.forEach(name -> info.addResultColumn(name, DuckDBColumnType.VARCHAR));
    for (var field : table.fields()) {
      info.addResultColumn(field.name(), DuckDBColumnType.valueOf(field.type()));
    }
    info.addResultColumn("origin", DuckDBColumnType.BIGINT);
    return 0;
  }

  @Override
  public synchronized StreamScan init(DuckDBTableFunctionInitInfo info) {
    info.setMaxThreads(1);
    var asked = new ArrayList<StreamColumn>();
    for (int i = 0; i < info.getColumnCount(); i++) {
      asked.add(column(info.getColumnIndex(i)));
    }
    var scan = new StreamScan(streaming, snapshots, names, asked, CHUNK_ROWS);
    open.add(scan);
    return scan;
  }

  /// As DuckDB projects it.
  private StreamColumn column(long index) {
    return index < 0 || index >= columns.size()
        ? new StreamColumn.Count()
        : columns.get((int) index);
  }

  @Override
  public synchronized long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
    StreamScan scan = info.getInitData();
    return scan.fill(chunk, CHUNK_ROWS);
  }

  /// How much evidence there was, as far as it was read.
  synchronized List<Told> told() {
    return open.stream().flatMap(scan -> scan.told().stream()).distinct().toList();
  }

  @Override
  public synchronized void close() {
    open.forEach(StreamScan::close);
  }
}
