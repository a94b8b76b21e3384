package dev.casebook.signals;

import dev.casebook.signals.Hyperscan.Compiled;
import dev.casebook.signals.Hyperscan.Expression;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Patterns as Hyperscan compiled them together.
///
/// @param handle null if it took none of them
/// @param refused why it did not take a pattern, by the pattern's index
record PatternDatabase(
    Hyperscan hyperscan, @Nullable MemorySegment handle, Map<Integer, String> refused) {
  /// Compiles the expressions, leaving out those that are refused one after the other.
  static PatternDatabase compile(Hyperscan hyperscan, List<Expression> expressions, Arena arena) {
    var left = new ArrayList<>(expressions);
    var refused = new TreeMap<Integer, String>();
    while (!left.isEmpty()) {
      switch (hyperscan.compile(left, arena)) {
        case Compiled.Done(var handle) -> {
          return new PatternDatabase(hyperscan, handle, refused);
        }
        case Compiled.Refused(int index, String reason) when index < 0 -> {
          left.forEach(expression -> refused.put(expression.id(), reason));
          left.clear();
        }
        case Compiled.Refused(int index, String reason) ->
            refused.put(left.remove(index).id(), reason);
      }
    }
    return new PatternDatabase(hyperscan, null, refused);
  }

  /// A filter for the calling thread; none if there is nothing to look for.
  ///
  /// @param patterns by an expression's id, the patterns that it stands for
  Optional<LineFilter> filter(int[][] patterns) {
    return handle == null
        ? Optional.empty()
        : Optional.of(new HyperscanFilter(hyperscan, handle, patterns));
  }
}
