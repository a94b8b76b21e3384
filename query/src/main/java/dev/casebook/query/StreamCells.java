package dev.casebook.query;

import dev.casebook.tables.ColumnWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.duckdb.DuckDBWritableVector;

/// The cells of one column of one chunk: gathered row by row, written at once.
final class StreamCells implements ColumnWriter {

  /// Longer texts are cut: a chunk of 2048 of them must stay far below what DuckDB dies of.
  private static final int TEXT_BYTES_MAX = 16 * 1024;

  private static final byte[] EMPTY = {};

  private final String type;
  private final byte[][] texts;
  private final long[] numbers;
  private final boolean[] present;
  private int row;
  private String lastText = "";
  private byte[] lastBytes = EMPTY;

  /// @param type of SQL: VARCHAR, BIGINT or TIMESTAMP
  StreamCells(String type, int rowsMax) {
    this.type = type;
    boolean isText = type.equals("VARCHAR");
    this.texts = new byte[isText ? rowsMax : 0][];
    this.numbers = new long[isText ? 0 : rowsMax];
    this.present = new boolean[rowsMax];
  }

  /// Names the row of which the next cell is.
  StreamCells at(int next) {
    row = next;
    return this;
  }

  /// Most rows have the host, file or level of the row before.
  @SuppressWarnings("ReferenceEquality")
  @Override
  public void text(String text) {
    if (text != lastText) {
      lastText = text;
      byte[] utf8 = WellFormed.text(text).getBytes(StandardCharsets.UTF_8);
      lastBytes = Arrays.copyOf(utf8, cut(utf8, 0, utf8.length));
    }
    texts[row] = lastBytes;
    present[row] = true;
  }

  @Override
  public void utf8(byte[] bytes, int from, int to) {
    texts[row] = Arrays.copyOfRange(bytes, from, cut(bytes, from, to));
    present[row] = true;
  }

  /// Where a text is cut, never inside a character.
  private static int cut(byte[] utf8, int from, int to) {
    if (to - from <= TEXT_BYTES_MAX) {
      return to;
    }
    int end = from + TEXT_BYTES_MAX;
    while ((utf8[end] & 0xc0) == 0x80) {
      end--;
    }
    return end;
  }

  @Override
  public void number(long number) {
    numbers[row] = number;
    present[row] = true;
  }

  @Override
  public void micros(long micros) {
    number(micros);
  }

  /// Writes the cells of the chunk, and forgets them.
  void flush(DuckDBWritableVector vector, int rows) {
    switch (type) {
      case "VARCHAR" -> flushTexts(vector, rows);
      case "TIMESTAMP" -> {
        for (int i = 0; i < rows; i++) {
          if (present[i]) {
            vector.setTimestamp(i, time(numbers[i]));
          }
        }
      }
      default -> {
        for (int i = 0; i < rows; i++) {
          if (present[i]) {
            vector.setLong(i, numbers[i]);
          }
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      if (!present[i]) {
        vector.setNull(i);
      }
    }
    Arrays.fill(present, false);
  }

  private void flushTexts(DuckDBWritableVector vector, int rows) {
    for (int i = 0; i < rows; i++) {
      if (!present[i]) {
        texts[i] = EMPTY;
      }
    }
    if (rows > 0) {
      vector.setStringUtf8Batch(0, rows == texts.length ? texts : Arrays.copyOf(texts, rows));
    }
  }

  private static LocalDateTime time(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }
}
