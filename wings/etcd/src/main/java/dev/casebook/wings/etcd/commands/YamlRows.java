package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Json;
import dev.casebook.report.RowWriter;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as a YAML list of maps.
final class YamlRows implements RowWriter {

  private final Console console;
  private List<String> names = List.of();
  private boolean any;

  YamlRows(Console console) {
    this.console = console;
  }

  @Override
  public void columns(List<String> columns) {
    names = List.copyOf(columns);
  }

  @Override
  public void row(@Nullable Object[] cells) {
    any = true;
    var row = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < cells.length; i++) {
      row.put(names.get(i), value(cells[i]));
    }
    console.print(YamlWriter.write(List.of(row)));
  }

  /// What another form shows as JSON is part of the tree here.
  private static @Nullable Object value(@Nullable Object cell) {
    if (!(cell instanceof Json json)) {
      return cell;
    }
    try {
      return dev.casebook.wings.etcd.kubernetes.tree.Json.read(
          json.text().getBytes(StandardCharsets.UTF_8), new TreeBudget());
    } catch (MalformedException e) {
      return json.text();
    }
  }

  @Override
  public void end() {
    console.print(any ? "" : "[]\n");
  }
}
