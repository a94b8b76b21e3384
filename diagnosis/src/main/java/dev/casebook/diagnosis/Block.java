package dev.casebook.diagnosis;

import dev.casebook.query.Demand;
import dev.casebook.query.QueryFailure;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// One SELECT under its heading.
///
/// @param demand what it demands of tables, views and signals (`signal.NAME`): the parse tree's and
///   its author's word; [Demand#nothing] until [NoteParser] has asked DuckDB
/// @param negates what its author says that it concludes from the lack of, beside the parse tree
/// @param optional what its author says that it can do without
/// @param clearOnlyWith relations without whose rows its own lack of rows proves nothing
/// @param findsOnly why its lack of rows proves nothing; empty if it does prove something
/// @param line where the SQL begins in its file
public record Block(
    String heading,
    String sql,
    Demand demand,
    Set<String> negates,
    Set<String> optional,
    Set<String> clearOnlyWith,
    String findsOnly,
    int line) {

  public Block {
    negates = Collections.unmodifiableSet(new TreeSet<>(negates));
    optional = Collections.unmodifiableSet(new TreeSet<>(optional));
    clearOnlyWith = Collections.unmodifiableSet(new TreeSet<>(clearOnlyWith));
  }

  /// Every table, view and signal that it names.
  public Set<String> relations() {
    return demand.relations();
  }

  /// The line of the file that a failure of its SQL is about.
  int line(QueryFailure failure) {
    return line + Math.max(0, failure.line() - 1);
  }

  /// The same under another heading.
  Block headed(String words) {
    return new Block(words, sql, demand, negates, optional, clearOnlyWith, findsOnly, line);
  }

  Block demanding(Demand ofTree) {
    return new Block(
        heading,
        sql,
        ofTree.marked(optional, negates),
        negates,
        optional,
        clearOnlyWith,
        findsOnly,
        line);
  }
}
