package dev.casebook.diagnosis;

/// How far a text is quoted for a POSIX shell (Shell Command Language, 2.2 Quoting and 2.7.4
/// Here-Document), told while it is read from its beginning.
final class ShellQuotes {

  private static final char NONE = 0;

  private char quote = NONE;
  private boolean escaped;
  private boolean comment;
  private boolean hereDocument;
  private boolean inHereDocument;

  /// Whether a quoted word may stand here.
  boolean isOpenGround() {
    return quote == NONE && !escaped && !inHereDocument;
  }

  void read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char before = i == 0 ? ' ' : text.charAt(i - 1);
      read(text.charAt(i), before);
    }
  }

  private void read(char c, char before) {
    if (comment) {
      return;
    }
    if (escaped) {
      escaped = false;
    } else if (c == '\\' && quote != '\'') {
      escaped = true;
    } else if (quote != NONE) {
      quote = c == quote ? NONE : quote;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == '#' && Character.isWhitespace(before)) {
      comment = true;
    } else if (c == '<' && before == '<') {
      hereDocument = true;
    }
  }

  /// A here-document begins with the next line; where it ends is not looked for.
  void endLine() {
    comment = false;
    escaped = false;
    inHereDocument |= hereDocument;
  }
}
