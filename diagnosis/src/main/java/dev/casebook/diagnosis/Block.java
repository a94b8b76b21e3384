package dev.casebook.diagnosis;

import dev.casebook.query.Demand;
import dev.casebook.query.QueryFailure;
import java.util.Set;

/// One SELECT under its heading.
///
/// @param demand what it demands of tables, views and signals (`signal.NAME`): the parse tree's and
///   its author's word; [Demand#nothing] until [NoteParser] has asked DuckDB
/// @param line where the SQL begins in its file
public record Block(String heading, String sql, Demand demand, Marks marks, int line) {

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
    return new Block(words, sql, demand, marks, line);
  }

  Block demanding(Demand ofTree) {
    return new Block(heading, sql, ofTree.marked(marks.optional(), marks.negates()), marks, line);
  }
}
