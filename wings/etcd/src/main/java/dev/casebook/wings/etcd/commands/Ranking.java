package dev.casebook.wings.etcd.commands;

import dev.casebook.report.Printable;
import dev.casebook.report.RowWriter;
import dev.casebook.report.Style;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list of things with their amounts, the greatest first: for people as a table whose last column
/// is the name, which is never cut; for programs as rows or a tree.
///
/// @param title what is ranked
/// @param rows the cells, Long or String, in the order of the columns
record Ranking(String title, List<Column> columns, List<List<Object>> rows) {

  /// What a column's numbers are.
  enum Form {
    COUNT,
    BYTES,
    PERCENT,
    TEXT
  }

  /// @param name as programs see it, words joined by `_`
  record Column(String name, Form form) {

    String heading() {
      return name.replace('_', ' ');
    }
  }

  Ranking {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  void print(PrintStream out, Style style) {
    out.print(style.bold(title) + "\n");
    if (rows.isEmpty()) {
      out.print("  none\n");
      return;
    }
    var lines = new ArrayList<List<String>>();
    lines.add(columns.stream().map(Column::heading).toList());
    rows.forEach(row -> lines.add(shown(row)));
    for (var i = 0; i < lines.size(); i++) {
      var line = aligned(lines, lines.get(i));
      out.print((i == 0 ? style.dim(line) : line) + "\n");
    }
  }

  private List<String> shown(List<Object> row) {
    var cells = new ArrayList<String>();
    for (var i = 0; i < columns.size(); i++) {
      cells.add(
          switch (columns.get(i).form()) {
            case COUNT -> Sizes.count((Long) row.get(i));
            case BYTES -> Sizes.bytes((Long) row.get(i));
            case PERCENT -> row.get(i) + " %";
            case TEXT -> Printable.line((String) row.get(i));
          });
    }
    return cells;
  }

  private static String aligned(List<List<String>> lines, List<String> cells) {
    var line = new StringBuilder();
    for (var i = 0; i < cells.size() - 1; i++) {
      var column = i;
      var width = lines.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
      line.append("  ").repeat(' ', width - cells.get(i).length()).append(cells.get(i));
    }
    return line.append("  ").append(cells.getLast()).toString();
  }

  void write(RowWriter writer) {
    writer.columns(columns.stream().map(Column::name).toList());
    rows.forEach(row -> writer.row(row.toArray(new @Nullable Object[0])));
    writer.end();
  }

  List<Map<String, @Nullable Object>> tree() {
    var trees = new ArrayList<Map<String, @Nullable Object>>();
    for (var row : rows) {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      for (var i = 0; i < columns.size(); i++) {
        tree.put(columns.get(i).name(), row.get(i));
      }
      trees.add(tree);
    }
    return trees;
  }
}
