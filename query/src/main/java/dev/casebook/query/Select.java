package dev.casebook.query;

import java.util.List;
import java.util.Set;

/// What a query is made of, told by DuckDB's own parser before anything is prepared.
///
/// @param relations the tables that it names, `schema.table` where a schema is given; without the
///   names of its own common table expressions
/// @param functions every function, aggregate, table function and operator, in lower case
/// @param problems what a note must not have: unordered aggregates, LIMIT without ORDER BY, …
public record Select(Set<String> relations, Set<String> functions, List<String> problems) {

  public Select {
    relations = Set.copyOf(relations);
    functions = Set.copyOf(functions);
    problems = List.copyOf(problems);
  }
}
