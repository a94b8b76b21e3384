package dev.casebook.query;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows that a query returned.
///
/// @param columns their names, in order
/// @param rows the cells: String, Long, Double, Boolean, java.time.LocalDateTime (UTC),
///   java.math.BigDecimal or null; anything else as its text
/// @param truncated whether there were more rows than were asked for
public record Answer(List<String> columns, List<@Nullable Object[]> rows, boolean truncated) {

  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The cell of a row under a column; empty if there is no such column or the cell is NULL.
  public Optional<Object> cell(@Nullable Object[] row, String column) {
    int index = columns.indexOf(column);
    return index < 0 ? Optional.empty() : Optional.ofNullable(row[index]);
  }
}
