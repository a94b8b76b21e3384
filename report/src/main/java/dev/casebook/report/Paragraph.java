package dev.casebook.report;

import java.util.ArrayList;
import java.util.List;

/// Text wrapped at a width, every line under an indent.
final class Paragraph {

  /// Narrower than this, words no longer fit beside an indent.
  private static final int WIDTH_MIN = 20;

  private Paragraph() {}

  /// @param first indent of the first line
  /// @param rest indent of the others
  static List<String> wrap(String text, String first, String rest, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(first);
    int room = Math.max(WIDTH_MIN, width);
    boolean empty = true;
    for (var word : text.strip().split("\\s+")) {
      if (!empty && columns(line) + 1 + columns(word) > room) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }

  /// Terminal columns: two for East Asian wide characters, one for all others.
  static int columns(CharSequence text) {
    return text.codePoints().map(Paragraph::columns).sum();
  }

  private static int columns(int c) {
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
