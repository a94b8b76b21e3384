package dev.casebook.query;

import dev.casebook.tables.Field;
import java.sql.SQLException;
import java.time.Instant;
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
    try {
      appender.beginRow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void end() {
    try {
      appender.endRow();
      if (chunkChars > CHUNK_CHARS_MAX) {
        appender.flush();
        chunkChars = 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void write(@Nullable Object value) {
    bytes += CELL_BYTES;
    try {
      switch (value) {
        case null -> appender.appendNull();
        case String text -> appender.append(fitting(text));
        case Integer number -> appender.append(number.intValue());
        case Long number -> appender.append(number.longValue());
        case Double number -> appender.append(number.doubleValue());
        case Boolean truth -> appender.append(truth.booleanValue());
        case Instant instant -> appender.appendEpochMicros(micros(instant));
        default -> throw new IllegalStateException("no SQL type for " + value.getClass());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Since 1970 in UTC, as DuckDB keeps a TIMESTAMP.
  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000), instant.getNano() / 1000);
  }

  private String fitting(String text) {
    var kept = text;
    if (text.length() > Field.CHARS_MAX) {
      kept = text.substring(0, Field.CHARS_MAX);
      cut = true;
    }
    bytes += kept.length();
    chunkChars += kept.length();
    return WellFormed.text(kept);
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
