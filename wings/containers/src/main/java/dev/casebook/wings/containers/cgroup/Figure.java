package dev.casebook.wings.containers.cgroup;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// A figure of a container: a number, that there is no limit, or why there is neither.
public sealed interface Figure {

  /// A number in its [Metric]'s unit.
  record Known(long value) implements Figure {}

  /// What is asked for is a limit, and there is none.
  record Unlimited() implements Figure {}

  /// @param reason in words that are the same for all containers that lack it for this reason
  record Missing(String reason) implements Figure {}

  static Figure of(long value) {
    return new Known(value);
  }

  static Figure noLimit() {
    return new Unlimited();
  }

  static Figure missing(String reason) {
    return new Missing(reason);
  }

  default boolean isKnown() {
    return this instanceof Known;
  }

  default boolean isMissing() {
    return this instanceof Missing;
  }

  /// The number, or another where there is none.
  default long or(long other) {
    return this instanceof Known(long value) ? value : other;
  }

  default Figure map(LongUnaryOperator to) {
    return this instanceof Known(long value) ? of(to.applyAsLong(value)) : this;
  }

  /// Of two numbers; where one of them is none, what is said of it.
  default Figure with(Figure other, LongBinaryOperator both) {
    return this instanceof Known(long value)
        ? other.map(second -> both.applyAsLong(value, second))
        : this;
  }

  /// The same, or another where this is missing.
  default Figure orElse(Figure other) {
    return isMissing() && !other.isMissing() ? other : this;
  }
}
