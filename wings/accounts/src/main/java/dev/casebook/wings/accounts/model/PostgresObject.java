package dev.casebook.wings.accounts.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a grant on a PostgreSQL server is for: a database (`orders`), a schema of it
/// (`orders.shop`), all tables and sequences of a schema (`orders.shop.*`) or one of them
/// (`orders.shop.items`). Names are as the catalogue has them, without quotes.
///
/// @param schema empty for a database
/// @param table empty for a schema, `*` for all of its tables
public record PostgresObject(String database, String schema, String table) {

  private static final String ALL = "*";

  private static final String NAME = "[\\p{L}\\p{N}_$-]{1,63}";

  private static final Pattern FORM =
      Pattern.compile("(%1$s)(?:\\.(%1$s)(?:\\.(\\*|%1$s))?)?".formatted(NAME));

  private static final Pattern ONE = Pattern.compile(NAME);

  private static final List<String> OF_TABLES =
      List.of(
          "DELETE",
          "INSERT",
          "MAINTAIN",
          "REFERENCES",
          "SELECT",
          "TRIGGER",
          "TRUNCATE",
          "UPDATE",
          "USAGE");

  /// What rights there are on, each with its privileges.
  ///
  /// Source: PostgreSQL's manual, table "Summary of Access Privileges". USAGE is the one of
  /// sequences, without which nobody inserts into a table that numbers its rows; MAINTAIN came with
  /// version 17.
  public enum Level {
    DATABASE("database"),
    SCHEMA("schema"),
    TABLES("table"),
    TABLE("table");

    private final String title;

    Level(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /// In the order of the alphabet.
    public List<String> privileges() {
      return switch (this) {
        case DATABASE -> List.of("CONNECT", "CREATE", "TEMPORARY");
        case SCHEMA -> List.of("CREATE", "USAGE");
        case TABLES, TABLE -> OF_TABLES;
      };
    }

    /// By the name under which the catalogue has it.
    public static String catalogued(String privilege) {
      return switch (privilege) {
        case "TEMP" -> "TEMPORARY";
        case "ALL PRIVILEGES" -> "ALL";
        default -> privilege;
      };
    }
  }

  /// Empty where it is in none of the forms.
  public static Optional<PostgresObject> of(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var schema = matcher.group(2);
    var table = matcher.group(3);
    return Optional.of(
        new PostgresObject(
            matcher.group(1), schema == null ? "" : schema, table == null ? "" : table));
  }

  /// Whether a grant can be on something of this name.
  public static boolean isName(String name) {
    return ONE.matcher(name).matches();
  }

  public static PostgresObject database(String name) {
    return new PostgresObject(name, "", "");
  }

  public PostgresObject inSchema(String name) {
    return new PostgresObject(database, name, "");
  }

  /// One table or sequence of the schema.
  public PostgresObject table(String name) {
    return new PostgresObject(database, schema, name);
  }

  /// All of the schema's.
  public PostgresObject allTables() {
    return table(ALL);
  }

  public Level level() {
    if (schema.isEmpty()) {
      return Level.DATABASE;
    }
    return table.isEmpty() ? Level.SCHEMA : table.equals(ALL) ? Level.TABLES : Level.TABLE;
  }

  @Override
  public String toString() {
    return database + (schema.isEmpty() ? "" : "." + schema) + (table.isEmpty() ? "" : "." + table);
  }
}
