package dev.casebook.signals;

/// A place in a pattern's text.
final class PatternCursor {
  private final String regex;
  private int at;

  PatternCursor(String regex) {
    this.regex = regex;
  }

  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at == regex.length();
  }

  boolean sees(String text) {
    return regex.startsWith(text, at);
  }

  boolean seesDigit(int ahead) {
    int index = at + ahead;
    return index < regex.length() && regex.charAt(index) >= '0' && regex.charAt(index) <= '9';
  }

  boolean take(String text) {
    boolean seen = sees(text);
    at += seen ? text.length() : 0;
    return seen;
  }

  /// The code point here, which is stepped over; the cursor is not at the end.
  int next() {
    int codePoint = regex.codePointAt(at);
    at += Character.charCount(codePoint);
    return codePoint;
  }

  /// The text up to `end`, both stepped over; empty, and nothing stepped over, where it is missing.
  String until(String end) {
    int to = regex.indexOf(end, at);
    if (to < 0) {
      return "";
    }
    String text = regex.substring(at, to);
    at = to + end.length();
    return text;
  }

  static UnsupportedPatternException refuse(int at, String problem) {
    return new UnsupportedPatternException(at, problem);
  }
}
