package dev.casebook.query;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Writes rows into a DuckDB table cell by cell, within caps on a cell, a chunk and the table.
final class CellWriter implements AutoCloseable {

  /// A command line or a kernel parameter may be long; more is no cell that a note looks at.
  private static final int CELL_CHARS_MAX = 64 * 1024;

  /// DuckDB died of a chunk of 128 MB; this flushes long before.
  private static final int CHUNK_CHARS_MAX = 8 * 1024 * 1024;

  /// One table of one snapshot; all together must stay under the process's bound.
  private static final long TABLE_CHARS_MAX = 64L * 1024 * 1024;

  private final DuckDBAppender appender;
  private long chars;
  private int chunkChars;
  private boolean cut;

  private CellWriter(DuckDBAppender appender) {
    this.appender = appender;
  }

  static CellWriter into(Engine engine, String schema, String table) {
    try {
      return new CellWriter(engine.connection().createAppender(schema, table));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the table takes no more rows.
  boolean isFull() {
    cut |= chars > TABLE_CHARS_MAX;
    return chars > TABLE_CHARS_MAX;
  }

  /// Whether a cell or the table was cut.
  boolean wasCut() {
    return cut;
  }

  void begin() {
    run(appender::beginRow);
  }

  void end() {
    run(appender::endRow);
    if (chunkChars > CHUNK_CHARS_MAX) {
      run(appender::flush);
      chunkChars = 0;
    }
  }

  void write(@Nullable Object value) {
    switch (value) {
      case null -> run(appender::appendNull);
      case String text -> writeText(text);
      case Integer number -> run(() -> appender.append(number.intValue()));
      case Long number -> run(() -> appender.append(number.longValue()));
      case Double number -> run(() -> appender.append(number.doubleValue()));
      case Boolean truth -> run(() -> appender.append(truth.booleanValue()));
      case Instant instant ->
          run(() -> appender.append(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
      default -> throw new IllegalStateException("no SQL type for " + value.getClass());
    }
  }

  private void writeText(String text) {
    var kept = text;
    if (text.length() > CELL_CHARS_MAX) {
      kept = text.substring(0, CELL_CHARS_MAX);
      cut = true;
    }
    chars += kept.length();
    chunkChars += kept.length();
    var wellFormed = WellFormed.text(kept);
    run(() -> appender.append(wellFormed));
  }

  private interface Step {
    Object run() throws SQLException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      appender.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
