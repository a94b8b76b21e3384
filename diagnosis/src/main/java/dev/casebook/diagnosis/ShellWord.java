package dev.casebook.diagnosis;

/// A value from evidence as one word of a POSIX shell command.
final class ShellWord {

  private ShellWord() {}

  /// In single quotes, always, so that nobody has to think whether it was needed. Control
  /// characters, which could hide on a terminal what is pasted, become U+FFFD.
  static String quoted(String value) {
    var out = new StringBuilder("'");
    value
        .codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? 0xFFFD : c)
        .forEach(c -> {
          if (c == '\'') {
            out.append("'\\''");
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.append('\'').toString();
  }
}
