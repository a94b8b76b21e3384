package dev.casebook.query;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The words of a query in lower case: keywords, names, and what stands in texts and comments. All
/// that it can name is among them, so what is not need not be there for it.
final class SqlWords {

  private final Set<String> words = new HashSet<>();

  private SqlWords() {}

  static SqlWords of(String sql) {
    var found = new SqlWords();
    var lower = sql.toLowerCase(Locale.ROOT);
    int start = 0;
    for (int at = 0; at <= lower.length(); at++) {
      if (at == lower.length() || !isOfName(lower.charAt(at))) {
        if (at > start) {
          found.words.add(lower.substring(start, at));
        }
        start = at + 1;
      }
    }
    return found;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  /// Whether it may name this.
  ///
  /// @param name of lower-case letters, digits and `_`
  boolean mayName(String name) {
    return words.contains(name);
  }
}
