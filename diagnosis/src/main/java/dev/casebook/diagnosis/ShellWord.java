package dev.casebook.diagnosis;

/// A value from evidence as one word of a POSIX shell command.
final class ShellWord {

  private ShellWord() {}

  /// In single quotes, always, so that nobody has to wonder whether it was needed. What could hide
  /// on a terminal what is pasted (controls, direction marks, line separators) becomes U+FFFD.
  static String quoted(String value) {
    var out = new StringBuilder("'");
    value
        .codePoints()
        .map(c -> isHidden(c) ? 0xFFFD : c)
        .forEach(c -> {
          if (c == '\'') {
            out.append("'\\''");
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.append('\'').toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
