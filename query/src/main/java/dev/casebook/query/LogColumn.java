package dev.casebook.query;

import dev.casebook.tables.logs.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A column of the table `logs`.
enum LogColumn {
  HOST,
  SNAPSHOT,
  TIME,
  HOSTNAME,
  PROGRAM,
  UNIT,
  PID,
  LEVEL,
  MESSAGE,
  FILE,
  ORIGIN,
  /// What DuckDB asks for when it needs no column but the number of rows.
  NONE;

  private static final List<LogColumn> ALL =
      List.of(HOST, SNAPSHOT, TIME, HOSTNAME, PROGRAM, UNIT, PID, LEVEL, MESSAGE, FILE, ORIGIN);

  /// The columns at these indexes of the table, as DuckDB projects them.
  static List<LogColumn> of(int[] indexes) {
    var columns = new ArrayList<LogColumn>();
    for (int index : indexes) {
      columns.add(index < 0 || index >= ALL.size() ? NONE : ALL.get(index));
    }
    return columns;
  }

  /// Whether a line has to be parsed for it.
  boolean needsFields() {
    return switch (this) {
      case TIME, HOSTNAME, PROGRAM, UNIT, PID, LEVEL, MESSAGE -> true;
      case HOST, SNAPSHOT, FILE, ORIGIN, NONE -> false;
    };
  }

  static {
    // The page and this list must name the same columns in the same order.
    var fields = LogEntry.TABLE.fields();
    for (int i = 0; i < fields.size(); i++) {
      var name = ALL.get(ALL.indexOf(TIME) + i).name().toLowerCase(Locale.ROOT);
      if (!name.equals(fields.get(i).name())) {
        throw new IllegalStateException("logs has no column " + name);
      }
    }
  }
}
