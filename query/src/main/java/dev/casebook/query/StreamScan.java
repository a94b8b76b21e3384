package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Streaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDataChunkWriter;
import org.jspecify.annotations.Nullable;

/// One pass over a streaming table's rows of all snapshots, chunk by chunk.
final class StreamScan implements AutoCloseable {

  private final Streaming<?> streaming;
  private final List<Snapshot> snapshots;
  private final SnapshotNames names;
  private final List<StreamColumn> columns;
  private final Set<String> own;
  private final List<StreamCells> cells = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private int next;
  private @Nullable Snapshot snapshot;
  private Streaming.@Nullable Rows rows;
  private List<String> leading = List.of();

  /// @param columns those that are asked for, in order
  /// @param rowsMax of a chunk
  StreamScan(
      Streaming<?> streaming,
      List<Snapshot> snapshots,
      SnapshotNames names,
      List<StreamColumn> columns,
      int rowsMax) {
    this.streaming = streaming;
    this.snapshots = snapshots;
    this.names = names;
    this.columns = columns;
    this.own =
        columns.stream()
            .filter(StreamColumn.Own.class::isInstance)
            .map(column -> ((StreamColumn.Own) column).field().name())
            .collect(Collectors.toUnmodifiableSet());
    columns.forEach(column -> cells.add(new StreamCells(column.type(), rowsMax)));
  }

  /// @return how many rows were written; 0 at the end
  long fill(DuckDBDataChunkWriter chunk, int rowsMax) {
    int row = 0;
    while (row < rowsMax && advance()) {
      write(row);
      row++;
    }
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).flush(chunk.vector(i), row);
    }
    return row;
  }

  private void write(int row) {
    var from = Objects.requireNonNull(rows);
    for (int i = 0; i < cells.size(); i++) {
      columns.get(i).write(from, leading, cells.get(i).at(row));
    }
  }

  /// Moves to the next row, opening the next snapshot where one ends.
  private boolean advance() {
    while (true) {
      if (rows != null) {
        if (rows.next()) {
          return true;
        }
        leave();
      }
      if (next == snapshots.size()) {
        return false;
      }
      snapshot = snapshots.get(next++);
      leading = names.leading(snapshot);
      rows = streaming.open(snapshot, own);
    }
  }

  private void leave() {
    if (rows != null && snapshot != null) {
      told.add(new Told(snapshot, rows.coverage()));
      rows.close();
    }
    rows = null;
  }

  /// How much evidence there was, as far as it was read.
  List<Told> told() {
    var all = new ArrayList<>(told);
    if (rows != null && snapshot != null) {
      all.add(new Told(snapshot, rows.coverage()));
    }
    return all;
  }

  @Override
  public void close() {
    leave();
    next = snapshots.size();
  }
}
