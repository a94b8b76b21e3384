package dev.casebook.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a query demands of the relations that it names, as its parse tree tells.
///
/// | in the query | demand |
/// | --- | --- |
/// | FROM, JOIN, SEMI JOIN, `exists` and `in` joined by AND | [Needs] |
/// | ANTI JOIN, `not exists`, `not in`, one value compared in WHERE | [Negates] |
/// | LEFT JOIN, subqueries in SELECT, HAVING, QUALIFY or under OR | [Spares] |
/// | the branches of a UNION | [Any] |
///
/// Nested, sparing beats negating, and negating beats needing. What is needed becomes [Wants] or
/// [Spares] where its author says that the query can do without it.
public sealed interface Demand {

  /// There are no rows where the relation has none.
  ///
  /// @param isCounted whether it may be read for an aggregate of all rows, which is one row even of
  ///   nothing: that tells where the query can do without the relation
  record Needs(String relation, boolean isCounted) implements Demand {}

  /// There are no rows where the relation has none, and it counts as empty where it is absent.
  record Wants(String relation) implements Demand {}

  /// It concludes from what the relation lacks, so all of it must have been seen.
  record Negates(String relation) implements Demand {}

  /// It can do without the relation, which counts as empty where it is absent.
  record Spares(String relation) implements Demand {}

  /// All of these together.
  record All(List<Demand> parts) implements Demand {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// Any of these gives rows; only all together tell that there are none.
  record Any(List<Demand> parts) implements Demand {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// Of a query that names no relation.
  static Demand nothing() {
    return new All(List.of());
  }

  /// All of these together; what names nothing is left out.
  static Demand all(List<Demand> parts) {
    var flat = new ArrayList<Demand>();
    for (var part : parts) {
      if (part instanceof All(var inner)) {
        flat.addAll(inner);
      } else {
        flat.add(part);
      }
    }
    var distinct = new LinkedHashSet<>(flat);
    return distinct.size() == 1 ? distinct.getFirst() : new All(List.copyOf(distinct));
  }

  /// The same in a line, as [#of] reads it: `routes #users -openvpn_routes +logins ?hosts (a | b)`,
  /// where `#` is counted, `-` negated, `+` wanted and `?` spared.
  default String text() {
    return switch (this) {
      case Needs(var relation, var isCounted) -> (isCounted ? "#" : "") + relation;
      case Wants(var relation) -> "+" + relation;
      case Negates(var relation) -> "-" + relation;
      case Spares(var relation) -> "?" + relation;
      case All(var parts) -> parts.stream().map(Demand::text).collect(Collectors.joining(" "));
      case Any(var parts) ->
          parts.stream().map(Demand::text).collect(Collectors.joining(" | ", "( ", " )"));
    };
  }

  /// The same for people: counted is needed, and both wanted and spared are optional, `?`.
  default String told() {
    return text().replace("#", "").replace('+', '?');
  }

  /// @throws IllegalArgumentException if it is no demand's text
  static Demand of(String text) {
    var words = new ArrayDeque<>(List.of(text.strip().split(" ")));
    var demand = all(words, 0);
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("no demand ends with " + words.peek());
    }
    return demand;
  }

  private static Demand all(Deque<String> words, int depth) {
    if (depth > DEPTH_MAX) {
      throw new IllegalArgumentException("a demand is not nested so deeply");
    }
    var parts = new ArrayList<Demand>();
    while (!words.isEmpty() && !ends(words.peek())) {
      var word = words.pop();
      if (word.equals("(")) {
        parts.add(any(words, depth));
      } else if (!word.isEmpty()) {
        parts.add(leaf(word));
      }
    }
    return all(parts);
  }

  private static Demand leaf(String word) {
    var marked = word.substring(1);
    return switch (word.charAt(0)) {
      case '#' -> new Needs(marked, true);
      case '+' -> new Wants(marked);
      case '-' -> new Negates(marked);
      case '?' -> new Spares(marked);
      default -> new Needs(word, false);
    };
  }

  private static boolean ends(String word) {
    return word.equals("|") || word.equals(")");
  }

  private static Demand any(Deque<String> words, int depth) {
    var branches = new ArrayList<Demand>();
    String end;
    do {
      branches.add(all(words, depth + 1));
      end = words.poll();
    } while ("|".equals(end));
    if (!")".equals(end)) {
      throw new IllegalArgumentException("a demand lacks its )");
    }
    return new Any(branches);
  }

  /// No query that a person writes nests so many UNIONs.
  int DEPTH_MAX = 50;

  /// Every relation that it names.
  default Set<String> relations() {
    return relations(_ -> true);
  }

  /// Those without which it has no rows, whichever branch they stand in.
  default Set<String> needed() {
    return relations(leaf -> leaf instanceof Needs);
  }

  /// Those from whose lack of rows it concludes.
  default Set<String> negating() {
    return relations(leaf -> leaf instanceof Negates);
  }

  private Set<String> relations(Predicate<Demand> wanted) {
    var names = new LinkedHashSet<String>();
    each(leaf -> {
      if (wanted.test(leaf)) {
        names.add(relation(leaf));
      }
      return leaf;
    });
    return names;
  }

  /// The same where nothing depends on it.
  default Demand spared() {
    return each(leaf -> new Spares(relation(leaf)));
  }

  /// The same where an aggregate is made of it.
  default Demand counted() {
    return each(leaf -> leaf instanceof Needs(var relation, _) ? new Needs(relation, true) : leaf);
  }

  /// The same where rows are missing if it has any. That a UNION has none is known only if all of
  /// it was seen.
  default Demand negated() {
    return switch (this) {
      case Needs(var relation, _) -> new Negates(relation);
      case All(var parts) -> all(parts.stream().map(Demand::negated).toList());
      case Any(var parts) -> all(parts.stream().map(Demand::negated).toList());
      case Wants(var relation) -> new Spares(relation);
      case Negates _, Spares _ -> this;
    };
  }

  /// The same with what its author knows better than the parse tree.
  ///
  /// @param spares relations that it can do without all the same
  /// @param negates those that it concludes from the lack of all the same
  default Demand marked(Set<String> spares, Set<String> negates) {
    var marked = each(leaf -> spares.contains(relation(leaf)) ? withoutNeed(leaf) : leaf);
    if (negates.isEmpty()) {
      return marked;
    }
    var parts = new ArrayList<Demand>(List.of(marked));
    negates.forEach(relation -> parts.add(new Negates(relation)));
    return all(parts);
  }

  private static Demand withoutNeed(Demand leaf) {
    return leaf instanceof Needs(var relation, boolean isCounted) && !isCounted
        ? new Wants(relation)
        : new Spares(relation(leaf));
  }

  private Demand each(Function<Demand, Demand> change) {
    return switch (this) {
      case All(var parts) -> all(parts.stream().map(part -> part.each(change)).toList());
      case Any(var parts) -> new Any(parts.stream().map(part -> part.each(change)).toList());
      case Needs _, Wants _, Negates _, Spares _ -> change.apply(this);
    };
  }

  private static String relation(Demand leaf) {
    return switch (leaf) {
      case Needs(var relation, _) -> relation;
      case Wants(var relation) -> relation;
      case Negates(var relation) -> relation;
      case Spares(var relation) -> relation;
      case All _, Any _ -> throw new IllegalArgumentException(leaf + " is no leaf");
    };
  }
}
