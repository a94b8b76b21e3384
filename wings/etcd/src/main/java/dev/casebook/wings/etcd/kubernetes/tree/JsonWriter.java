package dev.casebook.wings.etcd.kubernetes.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An object tree to JSON text as Go's `encoding/json` writes it, keys in the order of the tree.
public final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /// The characters that are always written as they are: nearly all of any text.
  private static final AsciiSet PLAIN = AsciiSet.printedBut("\"\\<>&");

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;
  private final boolean htmlEscaped;
  private final boolean sorted;

  private JsonWriter(boolean indented, boolean htmlEscaped, boolean sorted) {
    this.indented = indented;
    this.htmlEscaped = htmlEscaped;
    this.sorted = sorted;
  }

  /// One line, no final newline.
  public static String compact(@Nullable Object tree) {
    return new JsonWriter(false, true, false).document(tree);
  }

  /// Two spaces a level, no final newline.
  public static String indented(@Nullable Object tree) {
    return new JsonWriter(true, true, false).document(tree);
  }

  /// The stored form of a document without a schema: compact, keys in byte order as Go sorts maps.
  public static byte[] stored(@Nullable Object tree, boolean htmlEscaped) {
    var text = new JsonWriter(false, htmlEscaped, true).document(tree);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String document(@Nullable Object tree) {
    value(tree, 0);
    return out.toString();
  }

  private void value(@Nullable Object node, int depth) {
    switch (node) {
      case null -> out.append("null");
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case Number number -> out.append(GoNumbers.json(number));
      case Boolean truth -> out.append(truth.booleanValue());
      default -> string(node.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    char separator = '{';
    for (var entry : (sorted ? byKey(map) : map).entrySet()) {
      out.append(separator);
      separator = ',';
      newLine(depth + 1);
      string(String.valueOf(entry.getKey()));
      out.append(indented ? ": " : ":");
      value(entry.getValue(), depth + 1);
    }
    newLine(depth);
    out.append('}');
  }

  private static Map<String, @Nullable Object> byKey(Map<?, ?> map) {
    var byKey = new TreeMap<String, @Nullable Object>(CodePointOrder.ASCENDING);
    map.forEach((key, value) -> byKey.put(String.valueOf(key), value));
    return byKey;
  }

  private void array(List<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    char separator = '[';
    for (var element : list) {
      out.append(separator);
      separator = ',';
      newLine(depth + 1);
      value(element, depth + 1);
    }
    newLine(depth);
    out.append(']');
  }

  private void newLine(int depth) {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private void string(String text) {
    out.append('"');
    if (PLAIN.areAll(text)) {
      out.append(text);
    } else {
      escaped(text);
    }
    out.append('"');
  }

  private void escaped(String text) {
    int clean = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      var escape = PLAIN.contains(c) ? null : escape(text, i);
      if (escape != null) {
        out.append(text, clean, i).append(escape);
        clean = i + 1;
      }
    }
    out.append(text, clean, text.length());
  }

  private @Nullable String escape(String text, int at) {
    char c = text.charAt(at);
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '<', '>', '&' -> htmlEscaped ? unicode(c) : null;
      case '\u2028', '\u2029' -> unicode(c);
      default -> c < 0x20 ? unicode(c) : Character.isSurrogate(c) ? lone(text, at) : null;
    };
  }

  /// Go replaces what is not a character by U+FFFD, written as an escape.
  private static @Nullable String lone(String text, int at) {
    char c = text.charAt(at);
    boolean paired =
        Character.isHighSurrogate(c)
            ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
            : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    return paired ? null : "\\ufffd";
  }

  private static String unicode(char c) {
    return "\\u" + HEX[c >> 12] + HEX[(c >> 8) & 15] + HEX[(c >> 4) & 15] + HEX[c & 15];
  }
}
