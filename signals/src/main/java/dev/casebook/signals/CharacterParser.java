package dev.casebook.signals;

import static dev.casebook.signals.PatternCursor.refuse;

/// A reader of what stands for one character in a pattern: itself, an escape, a class.
final class CharacterParser {
  private final PatternCursor cursor;
  private final boolean anyCase;

  CharacterParser(PatternCursor cursor, boolean anyCase) {
    this.cursor = cursor;
    this.anyCase = anyCase;
  }

  /// A character or an escape.
  CharacterSet character() {
    int start = cursor.at();
    return withinLine(element(), start);
  }

  /// A class, its opening bracket already taken.
  CharacterSet bracketed() {
    int start = cursor.at() - 1;
    boolean negated = cursor.take("^");
    if (cursor.sees("]")) {
      throw refuse(start, "a class that begins with ]; write \\]");
    }
    CharacterSet set = cursor.take("-") ? CharacterSet.single('-') : CharacterSet.none();
    while (!cursor.take("]")) {
      set = set.or(member(start));
    }
    CharacterSet cased = anyCase ? set.inBothCases() : set;
    return withinLine(negated ? cased.complement() : cased, start);
  }

  private CharacterSet member(int classStart) {
    int start = cursor.at();
    if (cursor.take("-")) {
      if (cursor.sees("]")) {
        return CharacterSet.single('-');
      }
      throw refuse(start, "a dash that makes no range; write \\-");
    }
    if (cursor.sees("[:") || cursor.sees("[=") || cursor.sees("[.")) {
      throw refuse(start, "a POSIX class; write its ranges");
    }
    CharacterSet first = classElement(classStart);
    if (cursor.sees("-]") || !cursor.take("-")) {
      return first;
    }
    CharacterSet last = classElement(classStart);
    if (!first.isSingle() || !last.isSingle() || last.first() < first.first()) {
      throw refuse(start, "a range that does not go from one character up to another");
    }
    return CharacterSet.range(first.first(), last.first());
  }

  private CharacterSet classElement(int classStart) {
    if (cursor.isAtEnd()) {
      throw refuse(classStart, "a class that is not closed");
    }
    return element();
  }

  private CharacterSet element() {
    int start = cursor.at();
    return cursor.take("\\") ? escape(start) : CharacterSet.single(literal(cursor.next(), start));
  }

  private CharacterSet escape(int start) {
    if (cursor.isAtEnd()) {
      throw refuse(start, "a backslash with nothing after it");
    }
    int c = cursor.next();
    return switch (c) {
      case 'd' -> CharacterSet.DIGIT;
      case 'D' -> CharacterSet.DIGIT.complement();
      case 's' -> CharacterSet.SPACE;
      case 'S' -> CharacterSet.SPACE.complement();
      case 'w' -> CharacterSet.WORD;
      case 'W' -> CharacterSet.WORD.complement();
      case 't' -> CharacterSet.single('\t');
      case 'n' -> CharacterSet.single('\n');
      case 'r' -> CharacterSet.single('\r');
      case 'f' -> CharacterSet.single('\f');
      case 'x' -> CharacterSet.single(hexadecimal(start));
      default -> {
        if (c >= 0x80 || Character.isLetterOrDigit(c)) {
          throw refuse(start, unsupportedEscape(c));
        }
        yield CharacterSet.single(literal(c, start));
      }
    };
  }

  private static String unsupportedEscape(int c) {
    String escape = "\\" + Character.toString(c);
    return switch (c) {
      case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k', 'g' -> "back-reference " + escape;
      case 'A' -> escape + "; the start of a line is ^";
      case 'Z', 'z' -> escape + "; the end of a line is $";
      case 'p', 'P' -> "Unicode class " + escape;
      case 'Q', 'E' -> escape + "; escape each character";
      default -> "escape " + escape;
    };
  }

  private int hexadecimal(int start) {
    boolean braced = cursor.take("{");
    String digits = braced ? cursor.until("}") : twoDigits();
    if (!digits.matches("[0-9a-fA-F]{1,6}")) {
      throw refuse(start, "\\x without its digits: two, or one to six in braces");
    }
    int codePoint = Integer.parseInt(digits, 16);
    if (codePoint > 0x7f && !braced) {
      throw refuse(start, "\\x above 7F: a byte to some, a character to others; use \\x{…}");
    }
    return literal(codePoint, start);
  }

  private String twoDigits() {
    var digits = new StringBuilder();
    while (digits.length() < 2 && !cursor.isAtEnd()) {
      digits.appendCodePoint(cursor.next());
    }
    return digits.length() == 2 ? digits.toString() : "";
  }

  private static int literal(int c, int start) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    if (c > Character.MAX_CODE_POINT || surrogate) {
      throw refuse(start, "a code point that is not a character");
    }
    if (c == 0xfffd) {
      throw refuse(start, "U+FFFD, which stands for bytes that are not UTF-8");
    }
    return c;
  }

  private CharacterSet withinLine(CharacterSet set, int start) {
    CharacterSet cased = anyCase ? set.inBothCases() : set;
    CharacterSet inLine = cased.contains('\n') ? cased.without('\n') : cased;
    if (inLine.isEmpty()) {
      throw refuse(start, "a character that no line holds");
    }
    return inLine;
  }
}
