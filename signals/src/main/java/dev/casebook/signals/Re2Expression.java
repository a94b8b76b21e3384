package dev.casebook.signals;

import dev.casebook.signals.CharacterSet.Range;
import dev.casebook.signals.Syntax.Anchor;
import dev.casebook.signals.Syntax.Capture;
import dev.casebook.signals.Syntax.Choice;
import dev.casebook.signals.Syntax.OneOf;
import dev.casebook.signals.Syntax.Repeat;
import dev.casebook.signals.Syntax.Sequence;
import java.util.List;
import java.util.stream.Collectors;

/// A pattern in RE2/J's notation, exactly: what it matches in the text of a line is the answer.
final class Re2Expression {
  private Re2Expression() {}

  static String of(Syntax tree) {
    return switch (tree) {
      case OneOf(var set) -> set.isSingle() ? codePoint(set.first()) : characterClass(set);
      case Sequence(var parts) -> join(parts, "");
      case Choice(var branches) -> "(?:" + join(branches, "|") + ")";
      case Repeat(var body, int min, int max, boolean lazy) ->
          "(?:" + of(body) + ")" + count(min, max) + (lazy ? "?" : "");
      case Capture(var body) -> "(" + of(body) + ")";
      case Anchor anchor -> anchor(anchor);
    };
  }

  /// A repeat's bounds, as Hyperscan writes them too.
  static String count(int min, int max) {
    if (max == Repeat.UNBOUNDED) {
      return "{" + min + ",}";
    }
    return min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
  }

  private static String join(List<Syntax> trees, String separator) {
    return trees.stream().map(Re2Expression::of).collect(Collectors.joining(separator));
  }

  private static String characterClass(CharacterSet set) {
    return set.ranges().stream()
        .map(Re2Expression::range)
        .collect(Collectors.joining("", "[", "]"));
  }

  private static String range(Range range) {
    return codePoint(range.first()) + "-" + codePoint(range.last());
  }

  private static String codePoint(int codePoint) {
    return Character.isLetterOrDigit(codePoint) && codePoint < 0x80
        ? Character.toString(codePoint)
        : "\\x{" + Integer.toHexString(codePoint) + "}";
  }

  private static String anchor(Anchor anchor) {
    return switch (anchor) {
      case LINE_START -> "^";
      case LINE_END -> "$";
      case WORD_BOUNDARY -> "\\b";
      case NOT_WORD_BOUNDARY -> "\\B";
    };
  }
}
