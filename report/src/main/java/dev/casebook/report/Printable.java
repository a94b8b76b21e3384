package dev.casebook.report;

import java.util.stream.Collectors;

/// The one place where text from evidence becomes fit for a terminal or a page: what could move the
/// cursor, recolour, reverse or hide text is shown as a visible mark.
public final class Printable {

  private Printable() {}

  /// One line: control characters as their pictures (U+2400 and on), tabs as spaces, formatting
  /// characters (bidi overrides, zero width) as U+FFFD.
  public static String line(String text) {
    if (isPlain(text)) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /// Lines, each as [#line] has it.
  public static String lines(String text) {
    return text.lines().map(Printable::line).collect(Collectors.joining("\n"))
        + (text.endsWith("\n") ? "\n" : "");
  }

  /// Whether all of it is ASCII that can be seen.
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder out, int c) {
    if (c == '\t') {
      out.append("    ");
    } else if (c < 0x20) {
      out.appendCodePoint(0x2400 + c);
    } else if (c == 0x7f) {
      out.append('\u2421');
    } else if (isHidden(c)) {
      out.append('\uFFFD');
    } else {
      out.appendCodePoint(c);
    }
  }

  /// Letters and marks by their category that have no shape: the fillers of Hangul and their like,
  /// and the plane of tags, assigned or not (Unicode, DerivedCoreProperties.txt,
  /// Default_Ignorable_Code_Point). Variation selectors are left, for emoji have them.
  private static boolean isBlankLetter(int c) {
    return c == 0x3164
        || c == 0xFFA0
        || c == 0x115F
        || c == 0x1160
        || c == 0x034F
        || (c >= 0x17B4 && c <= 0x17B5)
        || (c >= 0x180B && c <= 0x180F)
        || (c >= 0xE0000 && c <= 0xE0FFF);
  }

  private static boolean isHidden(int c) {
    if (isBlankLetter(c)) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
