package dev.casebook.query;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.tables.logs.LogLines;
import dev.casebook.tables.logs.Logs;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.duckdb.DuckDBDataChunkWriter;
import org.jspecify.annotations.Nullable;

/// One pass over all logs of all snapshots, chunk by chunk.
final class LogRows implements AutoCloseable {

  /// A log that waits to be read, with what its rows share.
  private record Pending(Snapshot snapshot, Artifact log) {}

  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<LogColumn> columns;
  private final boolean needsFields;
  private @Nullable Pending current;
  private @Nullable LogLines lines;

  LogRows(List<Snapshot> snapshots, List<LogColumn> columns) {
    this.columns = columns;
    this.needsFields = columns.stream().anyMatch(LogColumn::needsFields);
    for (var snapshot : snapshots) {
      Logs.of(snapshot).forEach(log -> pending.add(new Pending(snapshot, log)));
    }
  }

  /// @return how many rows were written; 0 at the end
  long fill(DuckDBDataChunkWriter chunk, int rowsMax) {
    var writers = columns.stream().map(column -> new LogCells(column, rowsMax)).toList();
    int row = 0;
    while (row < rowsMax && advance()) {
      write(writers, row);
      row++;
    }
    for (int i = 0; i < writers.size(); i++) {
      writers.get(i).flush(chunk.vector(i), row);
    }
    return row;
  }

  private void write(List<LogCells> writers, int row) {
    var log = java.util.Objects.requireNonNull(current);
    var line = java.util.Objects.requireNonNull(lines);
    LogLine fields = needsFields ? line.fields() : null;
    for (var writer : writers) {
      writer.set(row, log.snapshot, log.log, line, fields);
    }
  }

  /// Moves to the next line, opening the next log where one ends.
  private boolean advance() {
    while (true) {
      if (lines != null) {
        if (lines.next()) {
          return true;
        }
        leave();
      }
      current = pending.poll();
      if (current == null) {
        return false;
      }
      open(current);
    }
  }

  private void open(Pending next) {
    try {
      lines = LogLines.open(next.log, next.snapshot.facts());
    } catch (IOException e) {
      enter(next, "can't be read: " + e.getMessage());
    }
  }

  /// Closes the log in hand; only now it is known whether it was whole.
  private void leave() {
    if (lines != null && current != null) {
      enter(current, lines.shortcoming());
      lines.close();
    }
    lines = null;
  }

  private static void enter(Pending log, String shortcoming) {
    log.snapshot.ledger().enter(log.log, "logs", 0, 0, shortcoming);
  }

  @Override
  public void close() {
    leave();
    pending.clear();
  }
}
