package dev.casebook.signals;

import dev.casebook.signals.Hyperscan.Compiled;
import dev.casebook.signals.Hyperscan.Expression;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Patterns as Hyperscan compiled them together.
///
/// @param handle null if it took none of them
/// @param alike by the first pattern of each expression, all that have the same one; a pattern that
///   can match nothing has none
/// @param refused why it did not take an expression, by its first pattern
record PatternDatabase(
    Hyperscan hyperscan,
    @Nullable MemorySegment handle,
    int[][] alike,
    Map<Integer, String> refused) {

  static PatternDatabase compile(Hyperscan hyperscan, List<LinePattern> patterns, Arena arena) {
    var first = new LinkedHashMap<String, Integer>();
    var alike = new int[patterns.size()][0];
    for (int i = 0; i < alike.length; i++) {
      var tree = patterns.get(i).tree();
      if (!tree.isNullable()) {
        var regex = HyperscanExpression.of(tree);
        first.putIfAbsent(regex, i);
        int id = first.getOrDefault(regex, i);
        alike[id] = Arrays.copyOf(alike[id], alike[id].length + 1);
        alike[id][alike[id].length - 1] = i;
      }
    }
    var expressions = new ArrayList<Expression>();
    first.forEach((regex, id) -> expressions.add(new Expression(id, regex)));
    return compile(hyperscan, expressions, alike, arena);
  }

  /// Compiles the expressions, leaving out those that are refused one after the other.
  private static PatternDatabase compile(
      Hyperscan hyperscan, List<Expression> left, int[][] alike, Arena arena) {
    var refused = new TreeMap<Integer, String>();
    while (!left.isEmpty()) {
      switch (hyperscan.compile(left, arena)) {
        case Compiled.Done(var handle) -> {
          return new PatternDatabase(hyperscan, handle, alike, refused);
        }
        case Compiled.Refused(int index, String reason) when index < 0 -> {
          left.forEach(expression -> refused.put(expression.id(), reason));
          left.clear();
        }
        case Compiled.Refused(int index, String reason) ->
            refused.put(left.remove(index).id(), reason);
      }
    }
    return new PatternDatabase(hyperscan, null, alike, refused);
  }

  /// A filter for the calling thread; none if there is nothing to look for.
  Optional<LineFilter> filter() {
    return handle == null
        ? Optional.empty()
        : Optional.of(new HyperscanFilter(hyperscan, handle, alike));
  }
}
