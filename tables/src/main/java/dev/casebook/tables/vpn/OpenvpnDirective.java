package dev.casebook.tables.vpn;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A directive as OpenVPN's lexer sees it (`parse_line` in `src/openvpn/options_parse.c`): words
/// between blanks; double quotes with backslash escapes, single quotes without; `#` or `;` at the
/// beginning of a word starts a comment.
///
/// @param line its number, from 1
/// @param words the name, without dashes, and the arguments
public record OpenvpnDirective(long offset, int line, List<String> words) {

  /// What stands for a file between tags.
  public static final String INLINE = "[inline]";

  /// Between these tags stand directives and no file.
  private static final String PROFILE = "connection";

  public OpenvpnDirective {
    words = List.copyOf(words);
  }

  public String name() {
    return words.getFirst();
  }

  public List<String> arguments() {
    return words.subList(1, words.size());
  }

  /// The directives of a file in order. A quote or a tag that is not closed is rejected; so is
  /// anything that looks like a key outside tags, without showing it.
  static List<OpenvpnDirective> all(Text text, Rows<?> rows) {
    return all(text.lines(), rows);
  }

  /// The same of lines from elsewhere.
  public static List<OpenvpnDirective> all(Iterable<Line> lines, Rows<?> rows) {
    var all = new ArrayList<OpenvpnDirective>();
    @Nullable String until = null;
    Line opened = new Line(0, "");
    int number = 0;
    for (var line : lines) {
      number++;
      var content = line.text().strip();
      if (until != null) {
        until = content.equals(until) ? null : until;
        continue;
      }
      var tag = tag(content);
      if (content.startsWith("-----BEGIN ")) {
        rows.reject(new Line(line.offset(), "-----BEGIN"), "a key or certificate outside tags");
        until = content.replace("-----BEGIN ", "-----END ");
        opened = line;
      } else if (tag.isPresent()) {
        if (!tag.get().equals(PROFILE)) {
          all.add(new OpenvpnDirective(line.offset(), number, List.of(tag.get(), INLINE)));
          until = "</" + tag.get() + ">";
          opened = line;
        }
      } else {
        add(line, number, all, rows);
      }
    }
    if (until != null) {
      rows.reject(opened, "is not closed by " + until);
    }
    return all;
  }

  /// The name in `<name>`; also `connection` for its end.
  private static Optional<String> tag(String content) {
    if (content.equals("</" + PROFILE + ">")) {
      return Optional.of(PROFILE);
    }
    return content.matches("<[a-z0-9-]{1,32}>")
        ? Optional.of(content.substring(1, content.length() - 1))
        : Optional.empty();
  }

  private static void add(Line line, int number, List<OpenvpnDirective> all, Rows<?> rows) {
    var words = new ArrayList<String>();
    if (!split(line.text(), words)) {
      rows.reject(new Line(line.offset(), "…"), "a quote is not closed");
    } else if (!words.isEmpty()) {
      words.set(0, words.getFirst().replaceFirst("^--", ""));
      if (words.getFirst().matches("[a-zA-Z0-9_-]{1,40}")) {
        all.add(new OpenvpnDirective(line.offset(), number, words));
      } else {
        // It may be a line of a key.
        rows.reject(new Line(line.offset(), "…"), "not a directive");
      }
    }
  }

  /// @return whether every quote is closed
  private static boolean split(String text, List<String> words) {
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length() || text.charAt(at) == '#' || text.charAt(at) == ';') {
        return true;
      }
      var word = new StringBuilder();
      at = word(text, at, word);
      if (at < 0) {
        return false;
      }
      words.add(word.toString());
    }
  }

  /// @return where the word ends, or -1 if its quote is not closed
  private static int word(String text, int from, StringBuilder word) {
    char quote = text.charAt(from);
    boolean quoted = quote == '"' || quote == '\'';
    for (int at = quoted ? from + 1 : from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted ? c == quote : Character.isWhitespace(c)) {
        return quoted ? at + 1 : at;
      }
      if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
        at++;
      }
      word.append(text.charAt(at));
    }
    return quoted ? -1 : text.length();
  }
}
