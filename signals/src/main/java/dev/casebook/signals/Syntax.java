package dev.casebook.signals;

import java.util.List;

/// A pattern as a tree: what both matchers' expressions are printed from, so that each construct
/// has one meaning.
sealed interface Syntax {
  /// One character of the set.
  record OneOf(CharacterSet set) implements Syntax {}

  record Sequence(List<Syntax> parts) implements Syntax {}

  record Choice(List<Syntax> branches) implements Syntax {}

  /// The body `min` to `max` times; `max` is [#UNBOUNDED] where there is no bound.
  record Repeat(Syntax body, int min, int max, boolean lazy) implements Syntax {
    static final int UNBOUNDED = Integer.MAX_VALUE;
  }

  /// A named group. Captures are numbered from 1 in the order in which they open.
  record Capture(Syntax body) implements Syntax {}

  /// A place between characters.
  enum Anchor implements Syntax {
    LINE_START,
    LINE_END,
    WORD_BOUNDARY,
    NOT_WORD_BOUNDARY
  }

  static Syntax sequence(List<Syntax> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Sequence(List.copyOf(parts));
  }

  /// Whether it can match without taking a character.
  default boolean isNullable() {
    return switch (this) {
      case OneOf _ -> false;
      case Sequence(var parts) -> parts.stream().allMatch(Syntax::isNullable);
      case Choice(var branches) -> branches.stream().anyMatch(Syntax::isNullable);
      case Repeat(var body, int min, _, _) -> min == 0 || body.isNullable();
      case Capture(var body) -> body.isNullable();
      case Anchor _ -> true;
    };
  }

  /// Whether it matches a text or not whichever digits stand at its digits' places.
  default boolean isBlindToDigits() {
    return switch (this) {
      case OneOf(var set) -> set.isBlindToDigits();
      case Sequence(var parts) -> parts.stream().allMatch(Syntax::isBlindToDigits);
      case Choice(var branches) -> branches.stream().allMatch(Syntax::isBlindToDigits);
      case Repeat(var body, _, _, _) -> body.isBlindToDigits();
      case Capture(var body) -> body.isBlindToDigits();
      case Anchor _ -> true;
    };
  }

  /// How many places it has once its repeats are written out: a measure of what a matcher needs.
  default long size() {
    return switch (this) {
      case OneOf _ -> 1;
      case Sequence(var parts) -> 1 + parts.stream().mapToLong(Syntax::size).sum();
      case Choice(var branches) -> 1 + branches.stream().mapToLong(Syntax::size).sum();
      case Repeat(var body, int min, int max, _) ->
          1 + body.size() * (max == Repeat.UNBOUNDED ? Math.max(1, min) : max);
      case Capture(var body) -> 1 + body.size();
      case Anchor _ -> 1;
    };
  }
}
