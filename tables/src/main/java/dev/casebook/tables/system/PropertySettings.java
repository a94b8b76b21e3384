package dev.casebook.tables.system;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import org.jspecify.annotations.Nullable;

/// Reads Java's properties, which Karaf's `.cfg` files are too: `key = value`, `key: value`, `key
/// value`; a backslash escapes, and at a line's end continues it.
///
/// Source: java.util.Properties.load; Apache Felix' utils.properties.Properties, which FileInstall
/// uses and which gives the whole file up at a bad escape of a character's code.
final class PropertySettings {

  /// A value of more lines than this is not one that somebody wrote.
  private static final int CONTINUED_MAX = 10_000;

  private final Text text;
  private final Rows<Setting> rows;

  private PropertySettings(Text text, Rows<Setting> rows) {
    this.text = text;
    this.rows = rows;
  }

  static void parse(Text text, Rows<Setting> rows) {
    new PropertySettings(text, rows).read();
  }

  private void read() {
    Line first = null;
    int number = 0;
    int firstNumber = 0;
    int continued = 0;
    var whole = new StringBuilder();
    Line last = null;
    for (var line : text.lines()) {
      number++;
      last = line;
      var content = line.text().stripLeading();
      if (first == null
          && (content.isEmpty() || content.startsWith("#") || content.startsWith("!"))) {
        continue;
      }
      if (first == null) {
        first = line;
        firstNumber = number;
      }
      boolean goesOn = endsInBackslash(content) && continued++ < CONTINUED_MAX;
      whole.append(goesOn ? content.substring(0, content.length() - 1) : content);
      if (!goesOn) {
        add(first, line, firstNumber, whole.toString(), "");
        first = null;
        continued = 0;
        whole.setLength(0);
      }
    }
    if (first != null && last != null) {
      add(first, last, firstNumber, whole.toString(), "the file ends where the value should go on");
    }
  }

  /// An odd number of backslashes.
  private static boolean endsInBackslash(String line) {
    int at = line.length();
    while (at > 0 && line.charAt(at - 1) == '\\') {
      at--;
    }
    return (line.length() - at) % 2 == 1;
  }

  private void add(Line line, Line last, int number, String content, String why) {
    int keyEnd = keyEnd(content);
    int valueStart = valueStart(content, keyEnd);
    var key = unescaped(content.substring(0, keyEnd));
    var value = unescaped(content.substring(valueStart));
    var name = key == null ? content.substring(0, keyEnd) : key;
    var fault = why;
    if (fault.isEmpty() && (key == null || value == null)) {
      fault = "\\u without four hexadecimal digits";
    } else if (fault.isEmpty() && valueStart == content.length() && keyEnd == content.length()) {
      fault = "a key without = and value";
    } else if (fault.isEmpty() && keyEnd == 0) {
      fault = "a value without a key";
    }
    rows.add(
        line,
        new Setting(
            text.name(),
            "properties",
            "",
            name,
            Setting.shown(name, value == null ? content.substring(valueStart) : value),
            "String",
            number,
            fault,
            Setting.isUnfinished(text, last)));
  }

  /// The first separator that no backslash stands before.
  private static int keyEnd(String content) {
    for (int at = 0; at < content.length(); at++) {
      char c = content.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '=' || c == ':' || Character.isWhitespace(c)) {
        return at;
      }
    }
    return content.length();
  }

  private static int valueStart(String content, int keyEnd) {
    int at = skipBlank(content, keyEnd);
    if (at < content.length() && (content.charAt(at) == '=' || content.charAt(at) == ':')) {
      at = skipBlank(content, at + 1);
    }
    return at;
  }

  private static int skipBlank(String content, int from) {
    int at = from;
    while (at < content.length() && Character.isWhitespace(content.charAt(at))) {
      at++;
    }
    return at;
  }

  /// Null where a backslash and u have not four hexadecimal digits behind it.
  static @Nullable String unescaped(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    var plain = new StringBuilder(escaped.length());
    for (int at = 0; at < escaped.length(); at++) {
      char c = escaped.charAt(at);
      if (c != '\\' || at + 1 == escaped.length()) {
        plain.append(c);
        continue;
      }
      char kind = escaped.charAt(++at);
      if (kind == 'u') {
        var code =
            at + 5 <= escaped.length() ? Digits.hex(escaped.substring(at + 1, at + 5)) : null;
        if (code == null || code < 0) {
          return null;
        }
        plain.append((char) code.intValue());
        at += 4;
      } else {
        plain.append(
            switch (kind) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 'f' -> '\f';
              default -> kind;
            });
      }
    }
    return plain.toString();
  }
}
