package dev.casebook.signals;

import dev.casebook.signals.Syntax.Anchor;
import dev.casebook.signals.Syntax.Capture;
import dev.casebook.signals.Syntax.Choice;
import dev.casebook.signals.Syntax.OneOf;
import dev.casebook.signals.Syntax.Repeat;
import dev.casebook.signals.Syntax.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// A pattern in Hyperscan's notation, over bytes: it is found in every line in whose message the
/// pattern matches, and maybe in some more.
///
/// No part of it takes a line break, so what it finds lies in one line. It says less than the
/// pattern where that is cheaper or must be: a tail such as `.*` is left off (Hyperscan reports
/// every end of a match, and would report each character of that tail); a character that may lie
/// beyond ASCII is any one to four bytes, which also takes what is not UTF-8; and anchors are left
/// off, for a message begins and ends anywhere in its line. Where a pattern requires one of a few
/// long literals they alone are looked for: lines that hold one and are no match are few, and to
/// follow the rest of a pattern costs more than all else where every line matches.
final class HyperscanExpression {
  /// So long is a literal that is met in few other lines: `Accepted `, and not `password`.
  private static final int LITERAL_MIN = 9;

  private static final Syntax EMPTY = new Sequence(List.of());

  /// Which end of the pattern a tree stands at.
  private enum Edge {
    HEAD,
    TAIL;

    Syntax poll(ArrayDeque<Syntax> parts) {
      return this == HEAD ? parts.removeFirst() : parts.removeLast();
    }

    Syntax join(Syntax outer, List<Syntax> rest) {
      var parts = new ArrayDeque<>(rest);
      if (this == HEAD) {
        parts.addFirst(outer);
      } else {
        parts.addLast(outer);
      }
      return new Sequence(List.copyOf(parts));
    }
  }

  private HyperscanExpression() {}

  /// @param tree one that cannot match without taking a character
  static String of(Syntax tree) {
    var required = RequiredLiterals.of(tree);
    if (required.shortest() >= LITERAL_MIN) {
      return required.literals().stream()
          .sorted() // the cache knows an expression by its text
          .map(HyperscanExpression::literal)
          .collect(Collectors.joining("|", "(?i)", ""));
    }
    return print(trim(trim(tree, Edge.TAIL), Edge.HEAD));
  }

  private static String literal(String text) {
    return text.codePoints().mapToObj(HyperscanExpression::bytes).collect(Collectors.joining());
  }

  /// The tree without what its matches can do without at that edge, where nothing lies beyond it.
  private static Syntax trim(Syntax tree, Edge edge) {
    return switch (tree) {
      case OneOf _ -> tree;
      case Anchor _ -> EMPTY;
      case Capture(var body) -> trim(body, edge);
      case Choice(var branches) ->
          new Choice(branches.stream().map(branch -> trim(branch, edge)).toList());
      case Repeat(var body, int min, _, _) -> trimRepeat(body, min, edge);
      case Sequence(var parts) -> trimSequence(new ArrayDeque<>(parts), edge);
    };
  }

  private static Syntax trimRepeat(Syntax body, int min, Edge edge) {
    if (min <= 1) {
      return min == 0 ? EMPTY : trim(body, edge);
    }
    var inner = new Repeat(body, min - 1, min - 1, false);
    return edge.join(trim(body, edge), List.of(inner));
  }

  private static Syntax trimSequence(ArrayDeque<Syntax> parts, Edge edge) {
    Syntax outer = EMPTY;
    while (!parts.isEmpty() && outer.equals(EMPTY)) {
      outer = trim(edge.poll(parts), edge);
    }
    return edge.join(outer, List.copyOf(parts));
  }

  private static String print(Syntax tree) {
    return switch (tree) {
      case OneOf(var set) -> set.isSingle() ? bytes(set.first()) : characters(set, 1, 1);
      case Repeat(OneOf(var set), int min, int max, _) when !set.isSingle() ->
          characters(set, min, max);
      case Repeat(var body, int min, int max, _) ->
          "(?:" + print(body) + ")" + Re2Expression.count(min, max);
      case Sequence(var parts) ->
          parts.stream().map(HyperscanExpression::print).collect(Collectors.joining());
      case Choice(var branches) ->
          branches.stream()
              .map(HyperscanExpression::print)
              .collect(Collectors.joining("|", "(?:", ")"));
      case Capture(var body) -> print(body);
      case Anchor _ -> "";
    };
  }

  /// The bytes of a character, which a repeat must take together.
  private static String bytes(int codePoint) {
    byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    if (utf8.length == 1) {
      return escape(codePoint);
    }
    var bytes = new StringBuilder("(?:");
    for (byte b : utf8) {
      bytes.append(escape(b & 0xff));
    }
    return bytes.append(')').toString();
  }

  /// So many characters of a set, where one beyond ASCII is one to four bytes, four times the bound
  /// at most: for more than one, Hyperscan does better without a bound.
  private static String characters(CharacterSet set, int min, int max) {
    var members = new StringBuilder("[");
    set.ranges().stream()
        .filter(range -> range.first() < 0x80)
        .forEach(range ->
            members
                .append(escape(range.first()))
                .append('-')
                .append(escape(Math.min(range.last(), 0x7f))));
    if (set.isAscii()) {
      return members + "]" + (max == 1 && min == 1 ? "" : Re2Expression.count(min, max));
    }
    return members + "\\x80-\\xff]" + (max == 1 ? Re2Expression.count(min, 4) : "{" + min + ",}");
  }

  private static String escape(int c) {
    boolean plain = c < 0x80 && Character.isLetterOrDigit(c);
    return plain ? Character.toString(c) : "\\x" + HexFormat.of().toHexDigits((byte) c);
  }
}
