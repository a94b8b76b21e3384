package dev.casebook.query;

import dev.casebook.query.Demand.Any;
import dev.casebook.query.Demand.Needs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Tells from a query's parse tree what it demands of the relations that it names; see [Demand].
final class DemandReader {

  /// The demands of the common table expressions in scope.
  private final Map<String, Demand> named;

  private DemandReader(Map<String, Demand> named) {
    this.named = named;
  }

  static Demand read(ParseTree select) {
    return new DemandReader(Map.of()).query(select);
  }

  /// The name of the relation that a FROM names.
  static String relation(ParseTree table) {
    var schema = table.text("schema_name").toLowerCase(Locale.ROOT);
    var name = table.text("table_name").toLowerCase(Locale.ROOT);
    return schema.isEmpty() ? name : schema + "." + name;
  }

  private Demand query(ParseTree query) {
    var scope = new HashMap<>(named);
    var inner = new DemandReader(scope);
    for (var expression : query.node("cte_map").map(map -> map.nodes("map")).orElse(List.of())) {
      var name = expression.text("key").toLowerCase(Locale.ROOT);
      // One that names itself demands nothing of itself.
      scope.put(name, Demand.nothing());
      var body = expression.node("value").orElseThrow();
      var demand =
          body.node("query_node").or(() -> body.node("query").flatMap(q -> q.node("node")));
      scope.put(name, demand.map(inner::query).orElse(Demand.nothing()));
    }
    return switch (query.type()) {
      case "SELECT_NODE" -> inner.select(query);
      case "SET_OPERATION_NODE" -> inner.combination(query);
      case "RECURSIVE_CTE_NODE" -> {
        scope.put(query.text("cte_name").toLowerCase(Locale.ROOT), Demand.nothing());
        yield Demand.all(List.of(inner.side(query, "left"), inner.side(query, "right").spared()));
      }
      default -> Demand.all(query.children().stream().map(inner::within).toList());
    };
  }

  private Demand combination(ParseTree query) {
    var branches =
        query.nodes("children").isEmpty()
            ? List.of(side(query, "left"), side(query, "right"))
            : query.nodes("children").stream().map(this::query).toList();
    return switch (query.text("setop_type")) {
      case "UNION", "UNION_BY_NAME" -> new Any(branches);
      case "EXCEPT" ->
          Demand.all(
              Stream.concat(
                      Stream.of(branches.getFirst()),
                      branches.stream().skip(1).map(Demand::negated))
                  .toList());
      default -> Demand.all(branches);
    };
  }

  private Demand side(ParseTree query, String name) {
    return query.node(name).map(this::query).orElse(Demand.nothing());
  }

  private Demand select(ParseTree select) {
    var parts = new ArrayList<Demand>();
    select.node("from_table").ifPresent(from -> parts.add(from(from)));
    select.node("where_clause").ifPresent(where -> parts.add(condition(where, true)));
    for (var other : List.of("having", "qualify")) {
      select.node(other).ifPresent(node -> parts.add(within(node).spared()));
    }
    for (var others : List.of("select_list", "group_expressions", "modifiers")) {
      select.nodes(others).forEach(node -> parts.add(within(node).spared()));
    }
    var demand = Demand.all(parts);
    return mayCount(select) ? demand.counted() : demand;
  }

  /// Whether it may be an aggregate of all rows, which is one row even where there are none. Which
  /// functions are aggregates is known to nobody but the binder.
  private static boolean mayCount(ParseTree select) {
    boolean isGrouped =
        !select.nodes("group_expressions").isEmpty() && select.size("group_sets") == 1;
    boolean isPlain =
        select.node("having").isEmpty()
            && select.nodes("select_list").stream().noneMatch(DemandReader::callsFunction);
    return !isGrouped && !isPlain;
  }

  private static boolean callsFunction(ParseTree node) {
    return !node.text("function_name").isEmpty()
        || node.children().stream().anyMatch(DemandReader::callsFunction);
  }

  private Demand from(ParseTree from) {
    return switch (from.type()) {
      case "BASE_TABLE" -> {
        var name = relation(from);
        yield named.getOrDefault(name, new Needs(name, false));
      }
      case "JOIN" -> join(from);
      case "SUBQUERY" ->
          from.node("subquery").flatMap(q -> q.node("node")).map(this::query).orElseThrow();
      default -> within(from);
    };
  }

  private Demand join(ParseTree join) {
    var left = join.node("left").map(this::from).orElseThrow();
    var right = join.node("right").map(this::from).orElseThrow();
    var on = join.node("condition").map(node -> within(node).spared()).orElse(Demand.nothing());
    var sides =
        switch (join.text("join_type")) {
          case "LEFT" -> List.of(left, right.spared());
          case "RIGHT" -> List.of(left.spared(), right);
          case "OUTER", "FULL" -> List.<Demand>of(new Any(List.of(left, right)));
          case "ANTI" -> List.of(left, right.negated());
          default -> List.of(left, right);
        };
    return Demand.all(Stream.concat(sides.stream(), Stream.of(on)).toList());
  }

  /// @param holds whether rows are kept where the condition is true, or where it is false
  private Demand condition(ParseTree condition, boolean holds) {
    return switch (condition.type()) {
      case "CONJUNCTION_AND" -> holds ? conditions(condition, true) : within(condition).spared();
      case "CONJUNCTION_OR" -> holds ? within(condition).spared() : conditions(condition, false);
      case "OPERATOR_NOT" ->
          Demand.all(condition.nodes("children").stream().map(c -> condition(c, !holds)).toList());
      case "SUBQUERY" -> subquery(condition, holds);
      default ->
          condition.type().startsWith("COMPARE_") && !condition.type().equals("COMPARE_IN")
              ? comparison(condition)
              : within(condition).spared();
    };
  }

  private Demand conditions(ParseTree condition, boolean holds) {
    return Demand.all(condition.nodes("children").stream().map(c -> condition(c, holds)).toList());
  }

  private Demand subquery(ParseTree subquery, boolean holds) {
    var demand = subquery.node("subquery").flatMap(q -> q.node("node")).map(this::query);
    boolean isIn = List.of("EXISTS", "ANY").contains(subquery.text("subquery_type"));
    boolean isNotIn = subquery.text("subquery_type").equals("NOT_EXISTS");
    if (isIn || isNotIn) {
      return isIn == holds ? demand.orElseThrow() : demand.orElseThrow().negated();
    }
    return demand.orElseThrow().spared();
  }

  /// One value of a subquery compared: what it is depends on all rows.
  private Demand comparison(ParseTree comparison) {
    var parts = new ArrayList<Demand>();
    for (var side : comparison.children()) {
      boolean isValue =
          side.type().equals("SUBQUERY") && side.text("subquery_type").equals("SCALAR");
      parts.add(isValue ? within(side).negated() : within(side).spared());
    }
    return Demand.all(parts);
  }

  /// Of all queries below a node that is no query.
  private Demand within(ParseTree node) {
    if (node.type().endsWith("_NODE")) {
      return query(node);
    }
    var parts = node.children().stream().map(this::within).filter(d -> !d.relations().isEmpty());
    return Demand.all(parts.toList());
  }
}
