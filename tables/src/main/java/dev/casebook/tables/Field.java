package dev.casebook.tables;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A column of a table.
///
/// @param name in snake_case
/// @param type of SQL
/// @param meaning in words
/// @param costly whether it is made only for a query that names it
public record Field(String name, String type, String meaning, boolean costly) {

  /// The longest text that a query sees; a longer one is cut.
  public static final int CHARS_MAX = 64 * 1024;

  private static final Pattern BEFORE_WORD = Pattern.compile("([a-z0-9])([A-Z])");

  private static final Map<Class<?>, String> SQL_TYPES =
      Map.ofEntries(
          Map.entry(String.class, "VARCHAR"),
          Map.entry(int.class, "INTEGER"),
          Map.entry(Integer.class, "INTEGER"),
          Map.entry(long.class, "BIGINT"),
          Map.entry(Long.class, "BIGINT"),
          Map.entry(double.class, "DOUBLE"),
          Map.entry(Double.class, "DOUBLE"),
          Map.entry(boolean.class, "BOOLEAN"),
          Map.entry(Boolean.class, "BOOLEAN"),
          Map.entry(Instant.class, "TIMESTAMP"));

  static Field of(RecordComponent component) {
    var type = SQL_TYPES.get(component.getType());
    var column = component.getAnnotation(Column.class);
    if (type == null || column == null) {
      throw new IllegalStateException(
          component.getDeclaringRecord().getSimpleName()
              + "."
              + component.getName()
              + " needs @Column and a type that SQL knows");
    }
    var name = column.name().isEmpty() ? snakeCase(component.getName()) : column.name();
    return new Field(name, type, column.value(), column.costly());
  }

  private static String snakeCase(String name) {
    return BEFORE_WORD.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }
}
