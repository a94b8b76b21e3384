package dev.casebook.query;

import dev.casebook.tables.Field;
import dev.casebook.tables.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a query is made of, told by DuckDB's own parser before anything is prepared.
///
/// @param relations the tables that it names, `schema.table` where a schema is given; without the
///   names of its own common table expressions
/// @param demand what it demands of them
/// @param functions every function, aggregate, table function and operator, in lower case
/// @param columns the columns that it names, of whatever table, in lower case
/// @param everyColumn whether it may read columns that it does not name: `*`, a row as a whole
/// @param nullTests its conditions that ask whether a column is NULL
/// @param outerColumns the columns that it returns of a side of an outer join that may have no row,
///   and that side's relation
/// @param problems what a note must not have: unordered aggregates, LIMIT without ORDER BY, …
public record Select(
    Set<String> relations,
    Demand demand,
    Set<String> functions,
    Set<String> columns,
    boolean everyColumn,
    List<NullTest> nullTests,
    Map<String, String> outerColumns,
    List<String> problems) {

  public Select {
    relations = Set.copyOf(relations);
    functions = Set.copyOf(functions);
    columns = Set.copyOf(columns);
    nullTests = List.copyOf(nullTests);
    outerColumns = Map.copyOf(outerColumns);
    problems = List.copyOf(problems);
  }

  /// A SELECT without the semicolon at its end, to stand inside another.
  public static String withoutEnd(String sql) {
    return sql.strip().replaceFirst(";\\s*$", "");
  }

  /// The columns of a table that take long to make and are not read.
  Set<String> unwanted(Table<?> table) {
    return everyColumn
        ? Set.of()
        : table.fields().stream()
            .filter(field -> field.costly() && !columns.contains(field.name()))
            .map(Field::name)
            .collect(Collectors.toUnmodifiableSet());
  }
}
