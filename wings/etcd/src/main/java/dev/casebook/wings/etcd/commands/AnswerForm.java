package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.report.CsvRows;
import dev.casebook.report.JsonRows;
import dev.casebook.report.RowWriter;
import dev.casebook.report.TableRows;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import org.jspecify.annotations.Nullable;

/// A form that an answer can have.
enum AnswerForm {
  table,
  json,
  jsonl,
  csv,
  yaml;

  /// Prints a tree of maps, lists and scalars; not for [#table] and [#csv].
  void print(Console console, @Nullable Object tree) {
    var text =
        switch (this) {
          case json -> JsonWriter.indented(tree) + "\n";
          case jsonl -> JsonWriter.compact(tree) + "\n";
          case yaml -> YamlWriter.write(tree);
          case table, csv -> throw new IllegalStateException("a tree is not a table");
        };
    console.print(text);
  }

  /// A writer of rows; not for [#yaml].
  RowWriter rows(Console console) {
    return switch (this) {
      case table -> TableRows.whole(console.out(), console.style());
      case json -> new JsonRows(console.out());
      case jsonl -> JsonRows.lines(console.out());
      case csv -> new CsvRows(console.out(), console.style());
      case yaml -> throw new IllegalStateException("rows are no YAML");
    };
  }
}
