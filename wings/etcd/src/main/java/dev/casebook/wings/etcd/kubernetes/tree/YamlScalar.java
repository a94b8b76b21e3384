package dev.casebook.wings.etcd.kubernetes.tree;

import java.util.Set;
import java.util.regex.Pattern;

/// How kubectl writes a string in YAML 1.1: plain where that reads back as the same string,
/// otherwise in single quotes, double quotes or as a literal block.
///
/// Sources: YAML 1.1 section 9 and its type repository; the choices among the valid styles were
/// observed from kubectl 1.32.
final class YamlScalar {
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL
  }

  /// Words of YAML 1.1 that mean a boolean, null or a float when they stand unquoted.
  private static final Set<String> RESERVED =
      Set.of(
          "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "y",
          "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off",
          "OFF", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*"
              + "|(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?)");

  private static final Pattern BASE_60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])"
              + "(([Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2}))"
              + "|( [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.,][0-9]+)?))?");

  /// Characters that rule out no style but at the beginning.
  private static final AsciiSet INSIDE = AsciiSet.printedBut(" :#");

  private static final AsciiSet PRINTED = AsciiSet.printedBut("");

  /// As a key it merges what follows into the mapping. kubectl leaves it bare even there, and what
  /// it printed can't be read back.
  private static final String MERGE = "<<";

  private YamlScalar() {}

  /// The style of `text` as a value, or as a mapping key on one line (`simpleKey`).
  static Style style(String text, boolean simpleKey) {
    if (text.isEmpty() || (simpleKey && text.equals(MERGE))) {
      return Style.DOUBLE_QUOTED;
    }
    var shape = Shape.of(text);
    if (shape.lineBreak && text.indexOf('\n') >= 0) {
      return shape.literal && !simpleKey ? Style.LITERAL : Style.DOUBLE_QUOTED;
    }
    if (shape.unprintable || shape.lineBreak || isAnotherType(text)) {
      return Style.DOUBLE_QUOTED;
    }
    return shape.plain ? Style.PLAIN : Style.SINGLE_QUOTED;
  }

  /// Whether YAML 1.1 would read the bare word as a number, boolean, null or time.
  static boolean isAnotherType(String text) {
    char first = text.isEmpty() ? '~' : text.charAt(0);
    if (first == '.' || first == '+' || first == '-' || (first >= '0' && first <= '9')) {
      return RESERVED.contains(text)
          || NUMBER.matcher(text.replace("_", "")).matches()
          || (text.indexOf(':') > 0 && BASE_60.matcher(text).matches())
          || (text.indexOf('-') == 4 && DATE.matcher(text).matches());
    }
    return text.length() <= 5 && RESERVED.contains(text);
  }

  /// What a string holds that rules styles out.
  private static final class Shape {
    private boolean unprintable;
    private boolean lineBreak;
    private boolean plain = true;
    private boolean literal = true;

    static Shape of(String text) {
      var shape = new Shape();
      shape.beginning(text);
      if (!INSIDE.areAll(text)) {
        shape.indicators(text);
        shape.characters(text);
      }
      return shape;
    }

    private void beginning(String text) {
      if (text.startsWith("---") || text.startsWith("...")) {
        plain = false;
      }
      char first = text.charAt(0);
      boolean blankFollows = text.length() == 1 || isBlank(text.charAt(1));
      if ("#,[]{}&*!|>'\"%@`".indexOf(first) >= 0 || ("-?:".indexOf(first) >= 0 && blankFollows)) {
        plain = false;
      }
    }

    private void indicators(String text) {
      for (int i = 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == ':' && (i + 1 == text.length() || isBlank(text.charAt(i + 1)))) {
          plain = false;
        }
        if (c == '#' && (isBlank(text.charAt(i - 1)) || isBreak(text.charAt(i - 1)))) {
          plain = false;
        }
      }
    }

    private void characters(String text) {
      int last = text.length() - 1;
      if (text.charAt(0) == ' ' || text.charAt(last) == ' ') {
        plain = false;
      }
      if (text.charAt(last) == ' ') {
        literal = false;
      }
      if (PRINTED.areAll(text)) {
        return;
      }
      for (int i = 0; i <= last; i++) {
        char c = text.charAt(i);
        if (isBreak(c)) {
          lineBreak = true;
          // A literal block keeps no spaces before a line's end.
          literal &= i == 0 || text.charAt(i - 1) != ' ';
        }
        if (!isPrintable(c)) {
          unprintable = true;
          literal = false;
        }
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isBreak(char c) {
    return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  /// Tabs and everything above U+FFFF count as unprintable, as kubectl has it.
  static boolean isPrintable(char c) {
    return c == '\n'
        || (c >= 0x20 && c <= 0x7E)
        || (c >= 0xA0 && !Character.isSurrogate(c) && c != '\uFEFF' && c < '\uFFFE');
  }
}
