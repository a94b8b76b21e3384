package dev.casebook.query;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Fills the DuckDB table of a view with rows that were made elsewhere.
final class DerivedRows {

  /// Rows that are inserted together.
  private static final int BATCH_ROWS = 500;

  private final Engine engine;
  private final String table;

  /// Makes the table.
  ///
  /// @param columns the view's own, with their types
  DerivedRows(Engine engine, String name, Map<String, String> columns) {
    this.engine = engine;
    this.table = Engine.identifier(name);
    var definitions =
        Stream.concat(
                Question.LEADING.stream().map(each -> each + " VARCHAR"),
                columns.entrySet().stream()
                    .map(each -> Engine.identifier(each.getKey()) + " " + each.getValue()))
            .collect(Collectors.joining(", "));
    engine.make(name, definitions);
  }

  /// @param leading what the columns before the view's own hold in every row
  void add(List<String> leading, List<@Nullable Object[]> rows) {
    for (int from = 0; from < rows.size(); from += BATCH_ROWS) {
      var batch = rows.subList(from, Math.min(rows.size(), from + BATCH_ROWS));
      engine.execute(
          "INSERT INTO "
              + table
              + " VALUES "
              + batch.stream()
                  .map(row -> literals(leading, row))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String literals(List<String> leading, @Nullable Object[] row) {
    return Stream.concat(
            leading.stream().map(Engine::literal), Stream.of(row).map(DerivedRows::literal))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /// A cell as SQL that means it.
  private static String literal(@Nullable Object cell) {
    return switch (cell) {
      case null -> "NULL";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case LocalDateTime time -> "TIMESTAMP " + Engine.literal(time.toString().replace('T', ' '));
      case List<?> list ->
          list.stream().map(DerivedRows::literal).collect(Collectors.joining(", ", "[", "]"));
      default -> Engine.literal(WellFormed.text(cell.toString()));
    };
  }
}
