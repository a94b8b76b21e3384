package dev.casebook.formats.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Lines of words with tabs between. In a word a tab is written `\\t`, a line feed `\\n`, a
/// carriage return `\\r` and a backslash `\\\\`, so that each line is one record whatever the words
/// hold.
public final class TabSeparated {

  private TabSeparated() {}

  public static String line(String... words) {
    return Arrays.stream(words).map(TabSeparated::escaped).collect(Collectors.joining("\t"));
  }

  private static String escaped(String word) {
    if (!hasSpecial(word)) {
      return word;
    }
    return word.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static boolean hasSpecial(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\t' || c == '\n' || c == '\r' || c == '\\') {
        return true;
      }
    }
    return false;
  }

  /// The words of a line, at least one.
  public static List<String> words(String line) {
    if (line.indexOf('\\') < 0) {
      return List.of(line.split("\t", -1));
    }
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        words.add(word.toString());
        word.setLength(0);
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(meant(line.charAt(++i)));
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return words;
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> escaped;
    };
  }
}
