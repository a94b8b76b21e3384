package dev.casebook.diagnosis;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of notes' parameters: their defaults, unless the user set others.
///
/// @param set what the user set, by `NOTE.PARAMETER`
public record Parameters(Map<String, String> set) {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  public Parameters {
    set = Map.copyOf(set);
  }

  public static Parameters defaults() {
    return new Parameters(Map.of());
  }

  private static final Pattern PLACE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

  /// Whether a value can stand for a parameter: a number where the default is one.
  public static boolean fits(Note.Parameter parameter, String value) {
    return NUMBER.matcher(value).matches() || !NUMBER.matcher(parameter.value()).matches();
  }

  /// The SQL with each `$name` as a literal; a value is never looked at for further names.
  String fill(Note note, String sql) {
    var values = new HashMap<String, String>();
    for (var parameter : note.header().parameters()) {
      values.put(
          parameter.name(),
          set.getOrDefault(note.id() + "." + parameter.name(), parameter.value()));
    }
    return PLACE
        .matcher(sql)
        .replaceAll(match -> {
          var value = values.get(match.group(1));
          return Matcher.quoteReplacement(value == null ? match.group() : literal(value));
        });
  }

  /// In parentheses where it is negative: `-$x` would otherwise begin a comment.
  private static String literal(String value) {
    if (!NUMBER.matcher(value).matches()) {
      return "'" + value.replace("'", "''") + "'";
    }
    return value.startsWith("-") ? "(" + value + ")" : value;
  }
}
