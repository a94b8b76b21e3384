package dev.casebook.wings.accounts.targets.mariadb;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a grant is for: everything (`*.*`), a database (`orders.*`) or a table (`orders.items`).
///
/// @param database empty for everything
/// @param table empty for all of a database
record GrantObject(String database, String table) {

  private static final Pattern FORM =
      Pattern.compile("(\\*|[\\p{L}\\p{N}_$-]{1,64})\\.(\\*|[\\p{L}\\p{N}_$-]{1,64})");

  static final GrantObject EVERYTHING = new GrantObject("", "");

  static Optional<GrantObject> of(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var database = matcher.group(1);
    var table = matcher.group(2);
    if (database.equals("*")) {
      return table.equals("*") ? Optional.of(EVERYTHING) : Optional.empty();
    }
    return Optional.of(new GrantObject(database, table.equals("*") ? "" : table));
  }

  /// A database as the catalogue names it in a grant: a pattern, whose wildcards have a backslash
  /// before them where they stand for themselves; empty for one that stands for several.
  static Optional<GrantObject> ofPattern(String pattern) {
    var name = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        name.append(pattern.charAt(++i));
      } else if (c == '_' || c == '%') {
        return Optional.empty();
      } else {
        name.append(c);
      }
    }
    return Optional.of(new GrantObject(name.toString(), ""));
  }

  String quoted() {
    if (database.isEmpty()) {
      return "*.*";
    }
    return table.isEmpty()
        ? Quoting.databaseInGrant(database) + ".*"
        : Quoting.identifier(database) + "." + Quoting.identifier(table);
  }

  @Override
  public String toString() {
    return (database.isEmpty() ? "*" : database) + "." + (table.isEmpty() ? "*" : table);
  }
}
