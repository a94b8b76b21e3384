package dev.casebook.wings.accounts.targets.mariadb;

/// Words as parts of a statement, whatever they hold.
///
/// CREATE USER and GRANT take no parameters. Quotes are doubled, which every sql_mode understands;
/// a backslash would be an escape in some, so that a text with one is refused.
final class Quoting {

  private Quoting() {}

  static String text(String text) {
    return "'" + checked(text).replace("'", "''") + "'";
  }

  static String identifier(String name) {
    return "`" + checked(name).replace("`", "``") + "`";
  }

  /// A database in a GRANT, where `_` and `%` stand for others unless a backslash is before them.
  static String databaseInGrant(String name) {
    return "`" + checked(name).replace("`", "``").replace("_", "\\_").replace("%", "\\%") + "`";
  }

  private static String checked(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f)) {
      throw new IllegalArgumentException("no word of a statement: " + text);
    }
    return text;
  }
}
