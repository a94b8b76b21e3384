package dev.casebook.signals;

import static dev.casebook.signals.PatternCursor.refuse;

import dev.casebook.signals.Syntax.Anchor;
import dev.casebook.signals.Syntax.Capture;
import dev.casebook.signals.Syntax.Choice;
import dev.casebook.signals.Syntax.OneOf;
import dev.casebook.signals.Syntax.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A reader of the regular expressions that Hyperscan and RE2/J understand alike; it refuses by
/// name what they do not.
///
/// Sources: "Pattern Support" in the Hyperscan developer reference, and RE2's syntax page.
final class PatternParser {
  private static final int LENGTH_MAX = 4096;
  private static final int NESTING_MAX = 50;

  /// RE2/J takes no larger repeat.
  private static final int REPEAT_MAX = 1000;

  /// Keeps compiling below a second; `(\w{1,60}\.){1,8}` comes to 500.
  private static final int SIZE_MAX = 2_000;

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}(,([0-9]{1,4})?)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");

  private final PatternCursor cursor;
  private final CharacterParser characters;
  private final List<String> names = new ArrayList<>();
  private int depth;

  private PatternParser(String regex) {
    cursor = new PatternCursor(regex);
    characters = new CharacterParser(cursor, cursor.take("(?i)"));
  }

  /// A pattern's tree and the names of its groups, in the order in which they open.
  record Parsed(Syntax tree, List<String> names) {}

  /// @throws UnsupportedPatternException for a construct outside the common subset
  static Parsed parse(String regex) {
    if (regex.length() > LENGTH_MAX) {
      throw refuse(LENGTH_MAX, "a pattern of more than " + LENGTH_MAX + " characters");
    }
    var parser = new PatternParser(regex);
    Syntax tree = parser.choice();
    if (!parser.cursor.isAtEnd()) {
      throw refuse(parser.cursor.at(), "a ) that closes no group");
    }
    if (tree.size() > SIZE_MAX) {
      throw refuse(0, "repeats that come to more than " + SIZE_MAX + " characters");
    }
    return new Parsed(tree, List.copyOf(parser.names));
  }

  private Syntax choice() {
    var branches = new ArrayList<Syntax>();
    do {
      branches.add(sequence());
    } while (cursor.take("|"));
    return branches.size() == 1 ? branches.getFirst() : new Choice(List.copyOf(branches));
  }

  private Syntax sequence() {
    var parts = new ArrayList<Syntax>();
    while (!cursor.isAtEnd() && !cursor.sees("|") && !cursor.sees(")")) {
      parts.add(repeated(item()));
    }
    return Syntax.sequence(parts);
  }

  private Syntax item() {
    if (cursor.take("^")) {
      return Anchor.LINE_START;
    } else if (cursor.take("$")) {
      return Anchor.LINE_END;
    } else if (cursor.take("\\b")) {
      return Anchor.WORD_BOUNDARY;
    } else if (cursor.take("\\B")) {
      return Anchor.NOT_WORD_BOUNDARY;
    } else if (cursor.take("(")) {
      return group();
    } else if (cursor.take("[")) {
      return new OneOf(characters.bracketed());
    } else if (cursor.take(".")) {
      return new OneOf(CharacterSet.NOT_NEWLINE);
    } else if (seesRepeat()) {
      throw refuse(cursor.at(), "a repeat of nothing");
    } else {
      return new OneOf(characters.character());
    }
  }

  private boolean seesRepeat() {
    return cursor.sees("*") || cursor.sees("+") || cursor.sees("?") || seesCount();
  }

  /// A brace is itself where it begins no count, as in `\w+{id=`.
  private boolean seesCount() {
    return cursor.sees("{") && (cursor.seesDigit(1) || cursor.sees("{,"));
  }

  private Syntax repeated(Syntax item) {
    if (!seesRepeat()) {
      return item;
    }
    int start = cursor.at();
    if (item instanceof Anchor) {
      throw refuse(start, "a repeat of an anchor");
    }
    Repeat repeat = count(item);
    if (cursor.sees("+")) {
      throw refuse(start, "a possessive repeat; leave out its last +");
    }
    if (seesRepeat()) {
      throw refuse(start, "a repeat of a repeat; group the inner one");
    }
    return repeat;
  }

  private Repeat count(Syntax body) {
    if (cursor.take("*")) {
      return repeat(body, 0, Repeat.UNBOUNDED);
    } else if (cursor.take("+")) {
      return repeat(body, 1, Repeat.UNBOUNDED);
    } else if (cursor.take("?")) {
      return repeat(body, 0, 1);
    }
    int start = cursor.at();
    cursor.take("{");
    String count = cursor.until("}");
    if (!COUNT.matcher(count).matches()) {
      throw refuse(start, "a repeat that is not {n}, {n,} or {n,m}; a brace is written \\{");
    }
    int comma = count.indexOf(',');
    int min = Integer.parseInt(comma < 0 ? count : count.substring(0, comma));
    int max =
        switch (count.substring(comma + 1)) {
          case "" -> Repeat.UNBOUNDED;
          case String digits -> Integer.parseInt(digits);
        };
    boolean tooLarge = min > REPEAT_MAX || (max > REPEAT_MAX && max != Repeat.UNBOUNDED);
    if (tooLarge || max < min || max == 0) {
      throw refuse(start, "a repeat whose bounds are not in order from 1 to " + REPEAT_MAX);
    }
    return repeat(body, min, max);
  }

  private Repeat repeat(Syntax body, int min, int max) {
    return new Repeat(body, min, max, cursor.take("?"));
  }

  private Syntax group() {
    int start = cursor.at() - 1;
    if (++depth > NESTING_MAX) {
      throw refuse(start, "groups nested more than " + NESTING_MAX + " deep");
    }
    boolean named = !cursor.take("?:") && cursor.take("?");
    if (named) {
      names.add(name(start));
    }
    Syntax body = choice();
    if (!cursor.take(")")) {
      throw refuse(start, "a group that is not closed");
    }
    depth--;
    return named ? new Capture(body) : body;
  }

  private String name(int start) {
    if (cursor.sees("<=") || cursor.sees("<!") || !cursor.take("<")) {
      throw refuse(start, unsupportedGroup());
    }
    String name = cursor.until(">");
    if (!NAME.matcher(name).matches()) {
      throw refuse(
          start, "a group name that is not a letter, then up to 31 letters, digits or _, then >");
    }
    if (names.contains(name)) {
      throw refuse(start, "a second group named " + name);
    }
    return name;
  }

  private String unsupportedGroup() {
    if (cursor.sees("=") || cursor.sees("!")) {
      return "lookahead; match the text itself";
    } else if (cursor.sees("<")) {
      return "lookbehind; match the text itself";
    } else if (cursor.sees(">")) {
      return "an atomic group; write (?:…)";
    } else if (cursor.sees("P<") || cursor.sees("'")) {
      return "another spelling of a named group; write (?<name>…)";
    } else if (cursor.sees("#")) {
      return "a comment";
    } else if (cursor.isAtEnd()) {
      return "a group that is not closed";
    }
    int c = cursor.next();
    return Character.isLetter(c) || c == '-'
        ? "a flag; only (?i) is one, at the very start"
        : "a group that begins with (?" + Character.toString(c);
  }
}
