package dev.casebook.query;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.Slice;
import dev.casebook.tables.logs.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// The cells of one column of one chunk: gathered line by line, written at once.
final class LogCells {

  /// Longer messages are cut: a chunk of 2048 of them must stay far below what DuckDB dies of.
  private static final int TEXT_BYTES_MAX = 16 * 1024;

  private final LogColumn column;
  private final byte[][] texts;
  private final long[] numbers;
  private final boolean[] present;
  private @Nullable String lastText;
  private byte[] lastBytes = EMPTY;

  LogCells(LogColumn column, int rowsMax) {
    this.column = column;
    boolean number = isNumber();
    this.texts = new byte[number ? 0 : rowsMax][];
    this.numbers = new long[number ? rowsMax : 0];
    this.present = new boolean[rowsMax];
  }

  private boolean isNumber() {
    return switch (column) {
      case TIME, PID, ORIGIN -> true;
      case HOST, SNAPSHOT, HOSTNAME, PROGRAM, UNIT, LEVEL, MESSAGE, FILE, NONE -> false;
    };
  }

  void set(int row, Snapshot snapshot, Artifact log, LogLines lines, @Nullable LogLine fields) {
    switch (column) {
      case HOST -> text(row, snapshot.facts().host());
      case SNAPSHOT -> text(row, snapshot.source());
      case FILE -> text(row, log.place());
      case ORIGIN -> number(row, snapshot.ledger().origin(log, lines.offset()));
      case TIME -> {
        long micros = fields == null ? LogLines.NO_TIME : lines.micros(fields);
        if (micros != LogLines.NO_TIME) {
          number(row, micros);
        }
      }
      case NONE -> {
        // Only the number of rows is asked for.
      }
      case HOSTNAME, PROGRAM, UNIT, PID, LEVEL, MESSAGE -> {
        if (fields != null) {
          field(row, fields);
        }
      }
    }
  }

  private void field(int row, LogLine line) {
    switch (column) {
      case HOSTNAME -> slice(row, line.host());
      case PROGRAM -> slice(row, line.program());
      case UNIT -> slice(row, line.unit());
      case MESSAGE -> slice(row, line.message());
      case PID -> {
        if (line.pid() >= 0) {
          number(row, line.pid());
        }
      }
      case LEVEL -> {
        var level = line.level();
        if (level != null) {
          text(row, level.word());
        }
      }
      case HOST, SNAPSHOT, FILE, ORIGIN, TIME, NONE -> throw new IllegalStateException();
    }
  }

  private void slice(int row, Slice slice) {
    if (slice.isPresent()) {
      // Each malformed byte may become three (U+FFFD).
      byte[] buffer = new byte[slice.length() * 3];
      int length = slice.copyValidUtf8(buffer, 0);
      texts[row] = Arrays.copyOf(buffer, cut(buffer, length));
      present[row] = true;
    }
  }

  /// The length at which a text is cut, never inside a character.
  private static int cut(byte[] utf8, int length) {
    if (length <= TEXT_BYTES_MAX) {
      return length;
    }
    int end = TEXT_BYTES_MAX;
    while ((utf8[end] & 0xc0) == 0x80) {
      end--;
    }
    return end;
  }

  /// Most lines have the host, file or level of the line before.
  @SuppressWarnings("ReferenceEquality")
  private void text(int row, String text) {
    if (text != lastText) {
      lastText = text;
      lastBytes = WellFormed.text(text).getBytes(StandardCharsets.UTF_8);
    }
    texts[row] = lastBytes;
    present[row] = true;
  }

  private void number(int row, long number) {
    numbers[row] = number;
    present[row] = true;
  }

  void flush(DuckDBWritableVector vector, int rows) {
    if (isNumber()) {
      flushNumbers(vector, rows);
      return;
    }
    for (int row = 0; row < rows; row++) {
      if (!present[row]) {
        texts[row] = EMPTY;
      }
    }
    if (rows > 0) {
      vector.setStringUtf8Batch(0, rows == texts.length ? texts : Arrays.copyOf(texts, rows));
    }
    for (int row = 0; row < rows; row++) {
      if (!present[row]) {
        vector.setNull(row);
      }
    }
  }

  private static final byte[] EMPTY = {};

  private void flushNumbers(DuckDBWritableVector vector, int rows) {
    for (int row = 0; row < rows; row++) {
      if (!present[row]) {
        vector.setNull(row);
      } else if (column == LogColumn.TIME) {
        vector.setTimestamp(row, time(numbers[row]));
      } else {
        vector.setLong(row, numbers[row]);
      }
    }
  }

  private static LocalDateTime time(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }
}
