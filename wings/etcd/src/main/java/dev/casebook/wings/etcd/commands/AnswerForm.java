package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.report.CsvRows;
import dev.casebook.report.Json;
import dev.casebook.report.JsonRows;
import dev.casebook.report.RowWriter;
import dev.casebook.report.TableRows;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A form that an answer can have.
enum AnswerForm {
  table,
  json,
  jsonl,
  csv,
  yaml;

  /// What is said of the option in every command.
  static final String FORMS = "table, json, jsonl, csv or yaml; table if not given.";

  /// Prints a tree of maps, lists and scalars; not for [#table]. For [#csv] it is a map.
  void print(Console console, @Nullable Object tree) {
    var text =
        switch (this) {
          case json -> JsonWriter.indented(tree) + "\n";
          case jsonl -> JsonWriter.compact(tree) + "\n";
          case yaml -> YamlWriter.write(tree);
          case csv -> {
            row(console, tree);
            yield "";
          }
          case table -> throw new IllegalStateException("a tree is not a table");
        };
    console.print(text);
  }

  /// One row of a map's members.
  private void row(Console console, @Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("only a map is a row");
    }
    var rows = rows(console);
    rows.columns(map.keySet().stream().map(String::valueOf).toList());
    var cells = new ArrayList<@Nullable Object>();
    map.values().forEach(value -> cells.add(cell(value)));
    rows.row(cells.toArray());
    rows.end();
  }

  /// A value of a tree in a cell: what has members is JSON there.
  static @Nullable Object cell(@Nullable Object value) {
    return value instanceof Map || value instanceof List
        ? new Json(JsonWriter.compact(value))
        : value;
  }

  /// As [#rows], without names of columns and without a count for [#table] and [#csv].
  RowWriter bareRows(Console console) {
    return switch (this) {
      case table -> TableRows.bare(console.out(), console.style());
      case csv -> new Bare(new CsvRows(console.out(), console.style()));
      case json, jsonl, yaml -> rows(console);
    };
  }

  /// A writer of rows.
  RowWriter rows(Console console) {
    return switch (this) {
      case table -> TableRows.whole(console.out(), console.style());
      case json -> new JsonRows(console.out());
      case jsonl -> JsonRows.lines(console.out());
      case csv -> new CsvRows(console.out(), console.style());
      case yaml -> new YamlRows(console);
    };
  }

  /// Rows without a line for the names.
  private record Bare(RowWriter rows) implements RowWriter {

    @Override
    public void columns(List<String> names) {
      // They are left out.
    }

    @Override
    public void row(@Nullable Object[] cells) {
      rows.row(cells);
    }

    @Override
    public void end() {
      rows.end();
    }
  }
}
