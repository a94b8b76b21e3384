package dev.casebook.query;

/// Text that DuckDB takes: one cell that is not valid UTF-8 would fail its whole batch.
final class WellFormed {

  private WellFormed() {}

  /// The text with U+FFFD for each surrogate that has no partner, and for NUL.
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return wellFormed(text);
      }
    }
    return text;
  }

  private static String wellFormed(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(c ->
            c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
