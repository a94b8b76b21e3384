package dev.casebook.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells from a query's parse tree what comes of the sides of outer joins that may have no row: the
/// columns that it returns of them, and the conditions that ask whether they are NULL.
final class OuterColumns {

  private final List<NullTest> tests = new ArrayList<>();

  private OuterColumns() {}

  /// The conditions of the query and of all inside it.
  static List<NullTest> tests(ParseTree query) {
    var reader = new OuterColumns();
    query.walk(node -> {
      if (node.type().equals("SELECT_NODE")) {
        reader.select(node);
      }
    });
    return List.copyOf(reader.tests);
  }

  /// By the name of a column that the query returns, the relation of which it may have no row.
  static Map<String, String> returned(ParseTree query) {
    var returned = new HashMap<String, String>();
    var sources = Sources.of(query);
    for (var column : query.nodes("select_list")) {
      var names = column.texts("column_names");
      var source = sources.of(names);
      if (source != null && source.isOuter()) {
        var alias = column.text("alias");
        returned.put(lower(alias.isEmpty() ? names.getLast() : alias), source.relation());
      }
    }
    return returned;
  }

  private void select(ParseTree select) {
    var sources = Sources.of(select);
    for (var place : List.of("where_clause", "qualify", "having")) {
      select.node(place).ifPresent(condition -> condition(condition, sources));
    }
  }

  private void condition(ParseTree condition, Sources sources) {
    if (condition.type().equals("OPERATOR_IS_NULL")) {
      for (var child : condition.nodes("children")) {
        var names = child.texts("column_names");
        var source = sources.of(names);
        if (source != null) {
          tests.add(new NullTest(source.relation(), lower(names.getLast()), source.isOuter()));
        }
      }
    } else if (List.of("CONJUNCTION_AND", "CONJUNCTION_OR").contains(condition.type())) {
      condition.nodes("children").forEach(child -> condition(child, sources));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// A relation of a FROM.
  ///
  /// @param isOuter whether it may have no row for a row of the result
  private record Source(String relation, boolean isOuter) {}

  /// The relations of a FROM by the names that columns are qualified with.
  private record Sources(Map<String, Source> byName) {

    static Sources of(ParseTree select) {
      var byName = new HashMap<String, Source>();
      select.node("from_table").ifPresent(from -> add(byName, from, false));
      return new Sources(byName);
    }

    private static void add(Map<String, Source> byName, ParseTree from, boolean isOuter) {
      if (from.type().equals("BASE_TABLE")) {
        var alias = from.text("alias").isEmpty() ? from.text("table_name") : from.text("alias");
        byName.put(lower(alias), new Source(DemandReader.relation(from), isOuter));
      } else if (from.type().equals("JOIN")) {
        var kind = from.text("join_type");
        boolean isLeft = Set.of("LEFT", "OUTER", "FULL").contains(kind);
        boolean isRight = Set.of("RIGHT", "OUTER", "FULL").contains(kind);
        from.node("left").ifPresent(side -> add(byName, side, isOuter || isRight));
        from.node("right").ifPresent(side -> add(byName, side, isOuter || isLeft));
      }
    }

    /// Whose a column is; null where that can't be told.
    @Nullable Source of(List<String> names) {
      if (names.size() > 1) {
        return byName.get(lower(names.get(names.size() - 2)));
      }
      return names.size() == 1 && byName.size() == 1 ? byName.values().iterator().next() : null;
    }
  }
}
