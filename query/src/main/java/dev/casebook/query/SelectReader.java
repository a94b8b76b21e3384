package dev.casebook.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/// Reads what a query is made of from its parse tree.
final class SelectReader {

  /// Aggregates whose result depends on the order of rows.
  private static final Set<String> ORDER_SENSITIVE =
      Set.of(
          "any_value",
          "arbitrary",
          "array_agg",
          "first",
          "group_concat",
          "last",
          "list",
          "listagg",
          "string_agg");

  /// Names that DuckDB takes for functions where no column is called so.
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "current_catalog",
          "current_date",
          "current_role",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_user",
          "localtime",
          "localtimestamp",
          "session_user");

  /// Operators that would take an origin apart.
  private static final Set<String> LOOKING_INTO =
      Set.of("+", "-", "*", "/", "//", "%", "&", "|", "<<", ">>", "mod", "divide", "xor");

  private final Set<String> relations = new LinkedHashSet<>();
  private final Set<String> ownNames = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> unqualified = new LinkedHashSet<>();
  private final Set<String> rowNames = new LinkedHashSet<>();
  private boolean everyColumn;
  private final List<String> problems = new ArrayList<>();

  private SelectReader() {}

  /// @throws QueryFailure if it is not exactly one SELECT, saying what is wrong and where
  static Select read(DuckDBConnection connection, String sql) throws QueryFailure {
    var tree = ParseTree.of(connection, sql);
    var reader = new SelectReader();
    tree.walk(reader::visit);
    reader.relations.removeAll(reader.ownNames);
    // A table's name in the place of a column's is its row as a whole.
    boolean everyColumn =
        reader.everyColumn || reader.unqualified.stream().anyMatch(reader.rowNames::contains);
    return new Select(
        reader.relations,
        DemandReader.read(tree),
        reader.functions,
        reader.columns,
        everyColumn,
        OuterColumns.tests(tree),
        OuterColumns.returned(tree),
        reader.problems);
  }

  private void visit(ParseTree node) {
    columns(node);
    node.node("cte_map")
        .ifPresent(map -> map.nodes("map").forEach(each -> ownNames.add(lower(each.text("key")))));
    switch (node.type()) {
      case "BASE_TABLE" -> {
        relations.add(DemandReader.relation(node));
        addRowName(node.text("alias"));
        addRowName(node.text("table_name"));
      }
      case "STAR" -> everyColumn = true;
      case "SHOW_REF", "PIVOT" ->
          problems.add("SHOW, DESCRIBE, SUMMARIZE and PIVOT are not a SELECT over evidence");
      default -> {
        // Nothing that matters by itself.
      }
    }
    everyColumn |= node.text("ref_type").equals("NATURAL");
    if (node.node("sample").isPresent()) {
      problems.add("USING SAMPLE and TABLESAMPLE give different rows each time");
    }
    function(node);
    limit(node);
  }

  /// Of the parts of a qualified name, `t.c`, each counts: which is the column's is known to nobody
  /// but the binder. Where a table's columns get other names, any may be meant.
  private void columns(ParseTree node) {
    var names = node.texts("column_names").stream().map(SelectReader::lower).toList();
    columns.addAll(names);
    if (names.size() == 1 && OF_THE_MOMENT.contains(names.getFirst())) {
      problems.add(
          names.getFirst() + " is when the note is run; evidence is judged by its own times");
    }
    if (names.size() == 1) {
      unqualified.addAll(names);
    }
    node.texts("using_columns").forEach(name -> columns.add(lower(name)));
    everyColumn |= !node.texts("column_name_alias").isEmpty();
  }

  private void function(ParseTree node) {
    var name = lower(node.text("function_name"));
    if (name.isEmpty()) {
      return;
    }
    functions.add(name);
    if (LOOKING_INTO.contains(name)
        && node.nodes("children").stream().anyMatch(SelectReader::isOrigin)) {
      problems.add(
          "an origin is no number to reckon with; same_file(a, b) and origins(a) look into it");
    }
    boolean ordered =
        node.node("order_bys").map(orders -> !orders.nodes("orders").isEmpty()).orElse(false);
    if (ORDER_SENSITIVE.contains(name) && !ordered) {
      problems.add(name + " without ORDER BY gives different results each time");
    }
  }

  private static boolean isOrigin(ParseTree node) {
    var names = node.texts("column_names");
    return !names.isEmpty() && lower(names.getLast()).matches("(?:[a-z0-9_]+_)?origin");
  }

  private void limit(ParseTree node) {
    var kinds = node.nodes("modifiers").stream().map(ParseTree::type).toList();
    if (kinds.contains("LIMIT_MODIFIER") && !kinds.contains("ORDER_MODIFIER")) {
      problems.add("LIMIT without ORDER BY gives different rows each time");
    }
  }

  private void addRowName(String name) {
    if (!name.isEmpty()) {
      rowNames.add(lower(name));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
