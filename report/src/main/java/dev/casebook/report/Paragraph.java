package dev.casebook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text laid out within a width, every line under an indent. The text is plain and printable; the
/// indents may be coloured.
public final class Paragraph {

  /// Narrower than this beside an indent, nothing can be read: then lines are longer than the
  /// width.
  private static final int ROOM_MIN = 16;

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final List<String> lines = new ArrayList<>();
  private final String rest;
  private final int width;
  private String indent;
  private StringBuilder line = new StringBuilder();
  private int used;

  private Paragraph(String first, String rest, int width) {
    this.indent = first;
    this.rest = rest;
    this.width = width;
  }

  /// What is not broken: a wide character with the marks that may not begin a line after it, or
  /// narrow characters in a row.
  private static final Pattern UNIT =
      Pattern.compile(
          "[\\p{IsHan}\\u2e80-\\ua4cf\\uff00-\\uffef][，。、；：！？）】」』》’”…]*|.[^\\p{IsHan}\\u2e80-\\ua4cf\\uff00-\\uffef]*");

  /// Prose: broken between words and wide characters, and inside a word only if it is longer than a
  /// line.
  ///
  /// @param first indent of the first line
  /// @param rest indent of the others
  public static List<String> wrap(String text, String first, String rest, int width) {
    var paragraph = new Paragraph(first, rest, width);
    for (var word : text.strip().split("\\s+")) {
      paragraph.word(word);
    }
    return paragraph.finished();
  }

  /// A line of evidence: all its characters in their order, blanks too, broken after a blank where
  /// there is one.
  static List<String> fold(String text, String indent, int width) {
    var paragraph = new Paragraph(indent, indent, width);
    for (var word : text.split("(?<= )(?! )")) {
      if (paragraph.used > 0 && paragraph.used + columns(word.stripTrailing()) > paragraph.room()) {
        paragraph.breakLine();
      }
      paragraph.pieces(word);
    }
    return paragraph.finished();
  }

  private void word(String word) {
    boolean isFirst = true;
    for (var units = UNIT.matcher(word); units.find(); isFirst = false) {
      int blank = isFirst && used > 0 ? 1 : 0;
      int columns = columns(units.group());
      if (used > 0 && used + blank + (columns <= room() ? columns : 1) > room()) {
        breakLine();
      } else if (blank > 0) {
        line.append(' ');
        used++;
      }
      pieces(units.group());
    }
  }

  private void pieces(String word) {
    word.codePoints()
        .forEach(c -> {
          if (c != ' ' && used + columns(c) > room()) {
            breakLine();
          }
          line.appendCodePoint(c);
          used += columns(c);
        });
  }

  private int room() {
    return Math.max(ROOM_MIN, width - columns(indent));
  }

  private void breakLine() {
    lines.add((indent + line).stripTrailing());
    indent = rest;
    line = new StringBuilder();
    used = 0;
  }

  private List<String> finished() {
    breakLine();
    return lines;
  }

  /// The terminal columns that a text takes; the colours of [Style] take none.
  public static int columns(String text) {
    return Printable.isPlain(text)
        ? text.length()
        : COLOUR.matcher(text).replaceAll("").codePoints().map(Paragraph::columns).sum();
  }

  /// Two for East Asian wide characters and pictures (Unicode Standard Annex 11), none for marks
  /// that combine with the character before, one for all others.
  private static int columns(int c) {
    if (c < 0x300) {
      return 1;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
