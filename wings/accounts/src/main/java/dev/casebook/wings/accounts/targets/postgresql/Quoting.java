package dev.casebook.wings.accounts.targets.postgresql;

import java.nio.charset.StandardCharsets;

/// Words as parts of a statement, whatever they hold.
///
/// GRANT and CREATE ROLE take no parameters. Quotes are doubled; nothing else is special between
/// them while `standard_conforming_strings` is on, which [Session] sees to.
final class Quoting {

  /// The longest name that the server takes, in bytes: it cuts a longer one, which then means
  /// another thing.
  private static final int NAME_BYTES_MAX = 63;

  private Quoting() {}

  static String text(String text) {
    return "'" + checked(text).replace("'", "''") + "'";
  }

  static String identifier(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      throw new IllegalArgumentException("longer than a name can be: " + name);
    }
    return "\"" + checked(name).replace("\"", "\"\"") + "\"";
  }

  /// @throws IllegalArgumentException for a word that means other roles even between quotes
  static String role(String name) {
    if (RoleNames.isReserved(name)) {
      throw new IllegalArgumentException("no role of ours: " + name);
    }
    return identifier(name);
  }

  /// A privilege or an option of a role, which has no quotes.
  static String keyword(String name) {
    if (!name.matches("[A-Z]{1,20}")) {
      throw new IllegalArgumentException("no keyword: " + name);
    }
    return name;
  }

  private static String checked(String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no word of a statement");
    }
    return text;
  }
}
