package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.List;

/// Where in a page's header a key stands, or a text among its values: as far as the text tells, for
/// messages only.
final class HeaderLines {

  /// So much of a text is looked for: the rest may stand escaped, or in the next line.
  private static final int TEXT_CHARS = 24;

  private final List<String> lines;

  HeaderLines(Path file) {
    this.lines = lines(file);
  }

  private static List<String> lines(Path file) {
    try {
      return PageFile.text(file).lines().toList();
    } catch (UnusableFile e) {
      return List.of(); // it was read before, and may have gone since
    }
  }

  /// The line of a key at the left.
  int of(String key) {
    return find(1, key + ":", "", 1);
  }

  /// The line of a key in the mapping that begins at `line`; that line if it is not told.
  int of(int line, String key) {
    return find(line, key + ":", " ", line);
  }

  /// The line of a text among the values of that key.
  int of(int line, String key, String text) {
    int begin = of(line, key);
    var head = text.substring(0, Math.min(TEXT_CHARS, text.length()));
    for (int i = begin; i <= lines.size() && !isEnd(i, line); i++) {
      if (lines.get(i - 1).replace("''", "'").contains(head)) {
        return i;
      }
    }
    return begin;
  }

  private int find(int from, String key, String indent, int otherwise) {
    for (int i = from; i <= lines.size() && !isEnd(i, from); i++) {
      var text = lines.get(i - 1);
      boolean isThere = indent.isEmpty() ? text.startsWith(key) : isKey(text, key);
      if (isThere) {
        return i;
      }
    }
    return otherwise;
  }

  private static boolean isKey(String text, String key) {
    return text.strip().startsWith(key) || text.matches(".*[{,] *" + key + " .*");
  }

  /// Whether another mapping begins, or the header ends.
  private boolean isEnd(int line, int from) {
    var text = lines.get(line - 1);
    return line > from
        && (text.equals("---") || (from > 1 && indent(text) <= indent(lines.get(from - 1))));
  }

  private static int indent(String text) {
    return text.isBlank() ? Integer.MAX_VALUE : text.length() - text.stripLeading().length();
  }
}
