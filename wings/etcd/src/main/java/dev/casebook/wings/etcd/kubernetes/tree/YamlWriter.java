package dev.casebook.wings.etcd.kubernetes.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object tree to YAML in the form that `kubectl get -o yaml` prints: keys sorted, the dashes of
/// a list at the column of its key. Unlike there, long strings stay on one line.
public final class YamlWriter {
  /// A key of more UTF-8 bytes is written on its own line after `?`.
  private static final int MAX_SIMPLE_KEY_BYTES = 128;

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /// The tree as one document, ending in a newline, without a `---` line.
  public static String write(@Nullable Object tree) {
    var writer = new YamlWriter();
    switch (tree) {
      case Map<?, ?> map when !map.isEmpty() -> writer.mapping(map, 0);
      case List<?> list when !list.isEmpty() -> writer.sequence(list, 0);
      case null, default -> writer.scalarLine(tree, 2);
    }
    return writer.out.toString();
  }

  /// The entries at `indent`, the first of them continuing the current line.
  private void mapping(Map<?, ?> map, int indent) {
    boolean first = true;
    for (var key : YamlKeyOrder.sorted(map.keySet())) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      if (isSimple(key)) {
        scalar(key, indent + 2, true);
        out.append(':');
        valueOfKey(map.get(key), indent);
      } else {
        out.append("? ");
        scalarLine(key, indent + 2);
        out.repeat(' ', indent).append(':');
        item(map.get(key), indent);
      }
    }
  }

  private void valueOfKey(@Nullable Object value, int indent) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        out.append('\n').repeat(' ', indent + 2);
        mapping(map, indent + 2);
      }
      case List<?> list when !list.isEmpty() -> {
        out.append('\n').repeat(' ', indent);
        sequence(list, indent);
      }
      case null, default -> {
        out.append(' ');
        scalarLine(value, indent + 2);
      }
    }
  }

  private void sequence(List<?> list, int indent) {
    boolean first = true;
    for (var element : list) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append('-');
      item(element, indent);
    }
  }

  /// What follows `-` or `:` on the same line, itself indented by two more columns.
  private void item(@Nullable Object value, int indent) {
    out.append(' ');
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> mapping(map, indent + 2);
      case List<?> list when !list.isEmpty() -> sequence(list, indent + 2);
      case null, default -> scalarLine(value, indent + 2);
    }
  }

  private void scalarLine(@Nullable Object value, int indent) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> _ -> out.append("{}");
      case List<?> _ -> out.append("[]");
      case Number number -> out.append(GoNumbers.yaml(number));
      case Boolean truth -> out.append(truth.booleanValue());
      default -> scalar(value.toString(), indent, false);
    }
    if (out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
  }

  private void scalar(String text, int indent, boolean simpleKey) {
    switch (YamlScalar.style(text, simpleKey)) {
      case PLAIN -> out.append(text);
      case SINGLE_QUOTED -> out.append('\'').append(text.replace("'", "''")).append('\'');
      case DOUBLE_QUOTED -> doubleQuoted(text);
      case LITERAL -> literal(text, indent);
    }
  }

  private void literal(String text, int indent) {
    out.append('|');
    char first = text.charAt(0);
    if (first == ' ' || YamlScalar.isBreak(first)) {
      out.append('2');
    }
    int length = text.length();
    if (!YamlScalar.isBreak(text.charAt(length - 1))) {
      out.append('-');
    } else if (length == 1 || YamlScalar.isBreak(text.charAt(length - 2))) {
      out.append('+');
    }
    out.append('\n');
    boolean lineStart = true;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean ends = YamlScalar.isBreak(c);
      if (lineStart && !ends) {
        out.repeat(' ', indent);
      }
      out.append(c);
      lineStart = ends;
    }
  }

  private void doubleQuoted(String text) {
    out.append('"');
    text.codePoints().forEach(this::escaped);
    out.append('"');
  }

  private void escaped(int c) {
    switch (c) {
      case 0 -> out.append("\\0");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case 0x0B -> out.append("\\v");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      case 0x1B -> out.append("\\e");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 0x85 -> out.append("\\N");
      case 0x2028 -> out.append("\\L");
      case 0x2029 -> out.append("\\P");
      default -> printableOrHex(c);
    }
  }

  private void printableOrHex(int c) {
    if (c <= 0xFFFF && YamlScalar.isPrintable((char) c)) {
      out.append((char) c);
    } else {
      var format = c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X";
      out.append(String.format(Locale.ROOT, format, c));
    }
  }

  private static boolean isSimple(String key) {
    return key.indexOf('\n') < 0
        && (key.length() * 3 <= MAX_SIMPLE_KEY_BYTES
            || key.getBytes(StandardCharsets.UTF_8).length <= MAX_SIMPLE_KEY_BYTES);
  }
}
