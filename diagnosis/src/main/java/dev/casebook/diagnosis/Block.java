package dev.casebook.diagnosis;

import dev.casebook.query.Demand;
import dev.casebook.query.QueryFailure;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// One SELECT under its heading.
///
/// @param demand what it demands of tables, views and signals (`signal.NAME`): the parse tree's and
///   its author's word; [Demand#nothing] until [NoteParser] has asked DuckDB
/// @param negates what its author says that it concludes from the lack of, beside the parse tree
/// @param optional what its author says that it can do without
/// @param known the columns (`hosts.capture_time`) without whose value nothing follows from its
///   lack of rows
/// @param findsOnly why its lack of rows proves nothing; empty if it does prove something
/// @param line where the SQL begins in its file
public record Block(
    String heading,
    String sql,
    Demand demand,
    Set<String> negates,
    Set<String> optional,
    Set<ColumnName> known,
    String findsOnly,
    int line) {

  public Block {
    negates = Collections.unmodifiableSet(new TreeSet<>(negates));
    optional = Collections.unmodifiableSet(new TreeSet<>(optional));
    known = Collections.unmodifiableSet(new LinkedHashSet<>(known));
  }

  /// A column of a table or view that the block names.
  public record ColumnName(String relation, String column) {

    /// @param name both, with a dot between
    static ColumnName of(String name) {
      int dot = name.lastIndexOf('.');
      return new ColumnName(name.substring(0, Math.max(0, dot)), name.substring(dot + 1));
    }

    @Override
    public String toString() {
      return relation + "." + column;
    }
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
    return new Block(words, sql, demand, negates, optional, known, findsOnly, line);
  }

  Block demanding(Demand ofTree) {
    return new Block(
        heading, sql, ofTree.marked(optional, negates), negates, optional, known, findsOnly, line);
  }
}
