package dev.casebook.query;

import dev.casebook.tables.Field;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Writes rows into a DuckDB table cell by cell, within caps on a cell, a chunk and the table.
final class CellWriter implements AutoCloseable {

  /// DuckDB died of a chunk of 128 MB; this flushes long before.
  private static final int CHUNK_CHARS_MAX = 8 * 1024 * 1024;

  /// What DuckDB takes for a cell beside its characters, about: the string's own head, or a number.
  private static final int CELL_BYTES = 16;

  private final DuckDBAppender appender;
  private final long bytesMax;
  private long bytes;
  private int chunkChars;
  private boolean cut;

  private CellWriter(DuckDBAppender appender, long bytesMax) {
    this.appender = appender;
    this.bytesMax = bytesMax;
  }

  /// @param bytesMax after which the table takes no more rows
  static CellWriter into(Engine engine, String schema, String table, long bytesMax) {
    try {
      return new CellWriter(engine.connection().createAppender(schema, table), bytesMax);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the table takes no more rows.
  boolean isFull() {
    cut |= bytes > bytesMax;
    return bytes > bytesMax;
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
    bytes += CELL_BYTES;
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
    if (text.length() > Field.CHARS_MAX) {
      kept = text.substring(0, Field.CHARS_MAX);
      cut = true;
    }
    bytes += kept.length();
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
