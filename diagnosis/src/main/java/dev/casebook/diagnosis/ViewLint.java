package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Checks views, and makes them known to a schema in the order in which they stand on each other.
public final class ViewLint {

  private final Schema schema;
  private final Map<String, View> views = new LinkedHashMap<>();
  private final Set<String> defined = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final List<String> complaints = new ArrayList<>();

  private ViewLint(Schema schema, List<View> views) {
    this.schema = schema;
    views.forEach(view -> this.views.put(view.name(), view));
  }

  /// Defines the views in the schema.
  ///
  /// @return what is wrong with them, each with file and line
  public static List<String> define(List<View> views, Schema schema) {
    var lint = new ViewLint(schema, views);
    views.forEach(lint::define);
    return lint.complaints;
  }

  private void define(View view) {
    if (defined.contains(view.name())) {
      return;
    }
    if (!open.add(view.name())) {
      complain(view, "it is made of itself, through " + String.join(", ", open));
      return;
    }
    view.relations().stream()
        .map(views::get)
        .forEach(other -> {
          if (other != null) {
            define(other);
          }
        });
    open.remove(view.name());
    defined.add(view.name());
    check(view);
  }

  private void check(View view) {
    if (schema.hasTable(view.name())) {
      complain(view, "a table is called " + view.name() + " already");
    }
    var signals =
        new SignalLint(
            view.file(), view.owner(), view.signals(), new HeaderLines(view.file()), complaints);
    schema.useSignals(signals.groups());
    var known = new TreeSet<>(signals.names());
    known.addAll(views.keySet());
    var lint =
        new BlockLint(view.file(), schema, known, signals.broken(), views.values(), complaints);
    lint.columns(view.block(), view.block().sql()).ifPresent(columns -> define(view, columns));
    signals.check(lint.selects(), lint);
  }

  private void define(View view, List<String> columns) {
    var listed = view.columns().stream().map(View.Column::name).toList();
    columns.stream()
        .filter(column -> !column.matches("[a-z][a-z0-9_]*"))
        .forEach(column -> complain(view, "the column " + column + " needs a name: … as NAME"));
    if (!listed.isEmpty()) {
      columns.stream()
          .filter(column -> !listed.contains(column))
          .forEach(column ->
              complain(
                  view, "the column " + column + " is not listed; write - `" + column + "`: …"));
      listed.stream()
          .filter(column -> !columns.contains(column))
          .forEach(
              column -> complain(view, "it returns no column " + column + ", which is listed"));
    }
    try {
      schema.define(view.name(), view.block().sql());
    } catch (QueryFailure e) {
      complain(view, e.getMessage());
    }
  }

  private void complain(View view, String what) {
    complaints.add(view.file() + ":" + view.block().line() + ": " + what);
  }
}
