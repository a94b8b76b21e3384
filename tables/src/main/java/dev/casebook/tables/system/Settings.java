package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The `KEY=VALUE` or `KEY: VALUE` lines of a small text; of a key told twice the first holds.
record Settings(Map<String, String> values) {

  /// os-release has twenty, a process's status sixty.
  private static final int SETTINGS_MAX = 1_000;

  static Settings none() {
    return new Settings(Map.of());
  }

  static Settings of(Iterable<Line> lines) {
    var values = new HashMap<String, String>();
    for (var line : lines) {
      var text = line.text().strip();
      int sign = separator(text);
      if (sign > 0 && text.charAt(0) != '#' && values.size() < SETTINGS_MAX) {
        values.putIfAbsent(
            text.substring(0, sign).strip(), unquoted(text.substring(sign + 1).strip()));
      }
    }
    return new Settings(values);
  }

  /// The first `=`, or the first colon that white space follows.
  private static int separator(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean colon = text.charAt(i) == ':';
      if (text.charAt(i) == '=' || (colon && isSpace(text, i + 1))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSpace(String text, int index) {
    return index >= text.length() || Character.isWhitespace(text.charAt(index));
  }

  /// os-release(5) quotes as a shell does.
  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
  }

  /// The value of this key, if it is there and not empty.
  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }
}
