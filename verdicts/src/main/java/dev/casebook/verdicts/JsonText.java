package dev.casebook.verdicts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// A writer of compact JSON (RFC 8259). Control and format characters and lone surrogates are
/// escaped, so that the text is printable whatever the evidence held.
public final class JsonText {

  private final StringBuilder out = new StringBuilder();
  private final Deque<Character> open = new ArrayDeque<>();
  private boolean first = true;

  public JsonText object() {
    return start('{', '}');
  }

  public JsonText array() {
    return start('[', ']');
  }

  public JsonText end() {
    out.append(open.pop().charValue());
    first = false;
    return this;
  }

  public JsonText key(String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  public JsonText text(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonText number(long value) {
    separate();
    out.append(value);
    return this;
  }

  public JsonText bool(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  /// A number, boolean or null in its JSON form already.
  public JsonText literal(String value) {
    separate();
    out.append(value);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private JsonText start(char opening, char closing) {
    separate();
    out.append(opening);
    open.push(closing);
    first = true;
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (isUnprintable(c) || isLoneSurrogate(value, i)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /// Control characters, and those that make text look other than it is, such as the marks that
  /// turn its direction.
  private static boolean isUnprintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isLoneSurrogate(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }
}
