package dev.casebook.wings.accounts.portal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A piece of a page. Text and values of attributes are escaped where they are written, and names
/// come from the code alone, so that nothing that anybody typed is ever taken for markup.
sealed interface Html {

  /// What people read.
  record Text(String text) implements Html {}

  /// @param attributes in the order in which they are written
  record Element(String name, Map<String, String> attributes, List<Html> content) implements Html {

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9-]*");

    public Element {
      attributes = new LinkedHashMap<>(attributes);
      content = List.copyOf(content);
      if (!NAME.matcher(name).matches()
          || !attributes.keySet().stream().allMatch(one -> NAME.matcher(one).matches())) {
        throw new IllegalArgumentException("no name of HTML: " + name + " " + attributes.keySet());
      }
    }

    Element with(String attribute, String value) {
      var all = new LinkedHashMap<>(attributes);
      all.put(attribute, value);
      return new Element(name, all, content);
    }
  }

  /// Several pieces in the place of one; or none.
  record Several(List<Html> content) implements Html {
    public Several {
      content = List.copyOf(content);
    }
  }

  Html NOTHING = new Several(List.of());

  static Element tag(String name, Html... content) {
    return new Element(name, Map.of(), Arrays.asList(content));
  }

  static Element tag(String name, List<? extends Html> content) {
    return new Element(name, Map.of(), List.copyOf(content));
  }

  static Element tag(String name, String text) {
    return tag(name, new Text(text));
  }

  static Html several(List<? extends Html> content) {
    return new Several(List.copyOf(content));
  }

  static String document(Element html) {
    var out = new StringBuilder("<!DOCTYPE html>\n");
    Writing.write(html, out);
    return out.append('\n').toString();
  }

  /// From pieces to text.
  final class Writing {

    /// Elements that hold nothing and have no end.
    private static final List<String> VOID = List.of("meta", "link", "input", "br");

    private Writing() {}

    private static void write(Html html, StringBuilder out) {
      switch (html) {
        case Text text -> escape(text.text(), out);
        case Several several -> several.content().forEach(one -> write(one, out));
        case Element element -> {
          out.append('<').append(element.name());
          element
              .attributes()
              .forEach((name, value) -> {
                out.append(' ').append(name).append("=\"");
                escape(value, out);
                out.append('"');
              });
          out.append('>');
          if (!VOID.contains(element.name())) {
            element.content().forEach(one -> write(one, out));
            out.append("</").append(element.name()).append('>');
          }
        }
      }
    }

    private static void escape(String text, StringBuilder out) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&quot;");
          case '\'' -> out.append("&#39;");
          default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
        }
      }
    }
  }
}
