package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Locale;
import java.util.Set;

/// Reads files of a keyword and its values: sshd_config(5), resolv.conf(5), nsswitch.conf(5).
final class KeywordSettings {

  /// The keywords of resolv.conf(5).
  private static final Set<String> RESOLVER =
      Set.of("nameserver", "domain", "search", "options", "sortlist", "family", "lookup");

  private KeywordSettings() {}

  /// A keyword in any case, then blanks or one `=`; the first of several holds. What follows a
  /// `Match` up to the next belongs to it.
  static void parseSshd(Text text, Rows<Setting> rows) {
    var section = "";
    int number = 0;
    for (var line : text.lines()) {
      number++;
      var content = withoutComment(line.text());
      if (content.isEmpty()) {
        continue;
      }
      int end = 0;
      while (end < content.length() && "= \t\"".indexOf(content.charAt(end)) < 0) {
        end++;
      }
      var key = content.substring(0, end).toLowerCase(Locale.ROOT);
      var value = content.substring(end).strip();
      value = value.startsWith("=") ? value.substring(1).strip() : value;
      if (key.equals("match")) {
        section = "Match " + value;
      }
      var fault = value.isEmpty() ? "a keyword without a value" : "";
      add(text, rows, line, number, "sshd", section, key, unquoted(value), fault);
    }
  }

  static void parseWords(Text text, Rows<Setting> rows) {
    int number = 0;
    for (var line : text.lines()) {
      number++;
      var words = line.text().strip().split("\\s+", 2);
      if (words[0].isEmpty() || words[0].startsWith("#") || words[0].startsWith(";")) {
        continue;
      }
      var value = words.length > 1 ? words[1] : "";
      var fault =
          !RESOLVER.contains(words[0])
              ? "no keyword of resolv.conf"
              : Character.isWhitespace(line.text().charAt(0)) ? "a blank before the keyword" : "";
      add(text, rows, line, number, "words", "", words[0], value, fault);
    }
  }

  static void parseSwitch(Text text, Rows<Setting> rows) {
    int number = 0;
    for (var line : text.lines()) {
      number++;
      var content = withoutComment(line.text());
      int colon = content.indexOf(':');
      if (!content.isEmpty()) {
        var key = (colon < 0 ? content : content.substring(0, colon)).strip();
        var value = colon < 0 ? "" : content.substring(colon + 1).strip();
        var fault = colon < 0 ? "no colon behind the database" : "";
        add(text, rows, line, number, "switch", "", key, value, fault);
      }
    }
  }

  private static void add(
      Text text,
      Rows<Setting> rows,
      Line line,
      int number,
      String format,
      String section,
      String key,
      String value,
      String fault) {
    rows.add(
        line,
        new Setting(
            text.name(),
            format,
            section,
            key,
            value,
            "String",
            number,
            fault,
            Setting.isUnfinished(text, line)));
  }

  private static String withoutComment(String line) {
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      quoted ^= c == '"';
      if (c == '#' && !quoted && (at == 0 || Character.isWhitespace(line.charAt(at - 1)))) {
        return line.substring(0, at).strip();
      }
    }
    return line.strip();
  }

  private static String unquoted(String value) {
    boolean whole =
        value.length() > 1 && value.startsWith("\"") && value.indexOf('"', 1) == value.length() - 1;
    return whole ? value.substring(1, value.length() - 1) : value;
  }
}
