package dev.casebook.diagnosis;

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

  /// The SQL with each `$name` as a literal.
  String fill(Note note, String sql) {
    var filled = sql;
    for (var parameter : note.parameters()) {
      var value = set.getOrDefault(note.id() + "." + parameter.name(), parameter.value());
      var literal = NUMBER.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
      filled =
          filled.replaceAll(
              "\\$" + Pattern.quote(parameter.name()) + "\\b", Matcher.quoteReplacement(literal));
    }
    return filled;
  }
}
