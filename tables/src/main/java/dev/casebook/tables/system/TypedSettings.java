package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the typed settings of a `.config` file: a key, `=`, a letter for the type, the value in
/// quotes; arrays in `[]` and collections in `()`, over several lines with a backslash at each end.
///
/// ```
/// xxx.xxx.enabled=B"true"
/// ports=I["8080", \
///   "8443", \
///   ]
/// ```
///
/// Source: Apache Felix, ConfigurationHandler. FileInstall takes a value without quotes as a
/// String.
final class TypedSettings {

  private static final Map<Character, String> TYPES =
      Map.ofEntries(
          Map.entry('T', "String"),
          Map.entry('I', "Integer"),
          Map.entry('L', "Long"),
          Map.entry('F', "Float"),
          Map.entry('D', "Double"),
          Map.entry('X', "Byte"),
          Map.entry('S', "Short"),
          Map.entry('C', "Character"),
          Map.entry('B', "Boolean"),
          Map.entry('i', "int"),
          Map.entry('l', "long"),
          Map.entry('f', "float"),
          Map.entry('d', "double"),
          Map.entry('x', "byte"),
          Map.entry('s', "short"),
          Map.entry('c', "char"),
          Map.entry('b', "boolean"));

  private static final Pattern TYPED =
      Pattern.compile("(?m)^[\\w.\\\\-]{1,200} ?= ?[TILFDXSCB]?[\"\\[(]");

  /// Several on one line are a log line, such as dockerd's `time="…" level=error msg="…"`.
  private static final Pattern LOGFMT =
      Pattern.compile("(?m)^[\\w.-]{1,200}=(?:\"[^\"\n]*\"|[^\\s\"]+) +[\\w.-]{1,200}=");

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,20}");

  private final Text text;
  private final Rows<Setting> rows;

  private TypedSettings(Text text, Rows<Setting> rows) {
    this.text = text;
    this.rows = rows;
  }

  static boolean isTyped(String head) {
    return TYPED.matcher(head).find()
        && !LOGFMT.matcher(head).find()
        && head.lines()
            .limit(50)
            .allMatch(line ->
                line.isBlank()
                    || line.startsWith("#")
                    || line.startsWith(" ")
                    || line.contains("=")
                    || line.startsWith("]"));
  }

  static void parse(Text text, Rows<Setting> rows) {
    new TypedSettings(text, rows).read();
  }

  private void read() {
    Line first = null;
    int number = 0;
    int firstNumber = 0;
    var whole = new StringBuilder();
    for (var line : text.lines()) {
      number++;
      var content = line.text().strip();
      if (first == null && (content.isEmpty() || content.startsWith("#"))) {
        continue;
      }
      if (first == null) {
        first = line;
        firstNumber = number;
      }
      boolean goesOn = content.endsWith("\\") && !content.endsWith("\\\\");
      whole.append(goesOn ? content.substring(0, content.length() - 1) : content);
      if (!goesOn) {
        add(first, line, firstNumber, whole.toString());
        first = null;
        whole.setLength(0);
      }
    }
    if (first != null) {
      add(first, first, firstNumber, whole.toString());
    }
  }

  private void add(Line line, Line last, int number, String content) {
    int sign = content.indexOf('=');
    var key = (sign < 0 ? content : content.substring(0, sign)).strip();
    var value = sign < 0 ? null : Value.of(content.substring(sign + 1).strip());
    rows.add(
        line,
        new Setting(
            text.name(),
            "config",
            "",
            key,
            value == null ? null : Setting.shown(key, value.text),
            value == null ? null : value.type,
            number,
            value == null ? "a key without = and value" : value.fault,
            Setting.isUnfinished(text, last)));
  }

  /// A value as it is written.
  private record Value(String text, String type, String fault) {

    static Value of(String written) {
      int at = 0;
      var type = "String";
      if (written.length() > 1
          && TYPES.containsKey(written.charAt(0))
          && "\"[(".indexOf(written.charAt(1)) >= 0) {
        type = TYPES.getOrDefault(written.charAt(0), type);
        at = 1;
      }
      if (at < written.length() && written.charAt(at) == '"') {
        return simple(written, at, type);
      }
      if (at < written.length() && (written.charAt(at) == '[' || written.charAt(at) == '(')) {
        return several(written, at, type);
      }
      return new Value(written, "String", "a value without quotes");
    }

    private static Value simple(String written, int at, String type) {
      var item = Quoted.at(written, at);
      if (item == null) {
        return new Value(written.substring(at + 1), type, "a quote that is not closed");
      }
      var rest = written.substring(item.end).strip();
      var fault = rest.isEmpty() ? wrong(item.text, type) : "something behind the value";
      return new Value(item.text, type, fault);
    }

    private static Value several(String written, int at, String type) {
      char close = written.charAt(at) == '[' ? ']' : ')';
      var named = type + (close == ']' ? "[]" : "()");
      var items = new ArrayList<String>();
      var fault = "";
      int from = at + 1;
      while (from < written.length() && written.charAt(from) != close) {
        char c = written.charAt(from);
        var item = c == '"' ? Quoted.at(written, from) : null;
        if (item == null && c != ',' && !Character.isWhitespace(c)) {
          return new Value(
              String.join(",", items),
              named,
              c == '"' ? "a quote that is not closed" : "a value without quotes");
        }
        if (item != null) {
          items.add(item.text);
          fault = fault.isEmpty() ? wrong(item.text, type) : fault;
        }
        from = item == null ? from + 1 : item.end;
      }
      var end = from < written.length() ? fault : "a list that is not closed";
      return new Value(String.join(",", items), named, end);
    }

    /// Why a value is none of its type. Floats are written as their bits. Anything but `true` is
    /// taken for false, which is seldom meant.
    private static String wrong(String value, String type) {
      boolean fits =
          switch (type) {
            case "Integer", "int", "Long", "long", "Short", "short", "Byte", "byte" ->
                WHOLE.matcher(value).matches();
            case "Float", "float", "Double", "double" -> WHOLE.matcher(value).matches();
            case "Boolean", "boolean" ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "Character", "char" -> !value.isEmpty();
            default -> true;
          };
      return fits ? "" : "not of type " + type;
    }
  }

  /// A quoted text.
  ///
  /// @param end behind the closing quote
  private record Quoted(String text, int end) {

    static @Nullable Quoted at(String written, int open) {
      int at = open + 1;
      while (at < written.length() && written.charAt(at) != '"') {
        at += written.charAt(at) == '\\' ? 2 : 1;
      }
      if (at >= written.length()) {
        return null;
      }
      var inside = written.substring(open + 1, at);
      var plain = PropertySettings.unescaped(inside);
      return new Quoted(plain == null ? inside : plain, at + 1);
    }
  }
}
