package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An artifact that shows a part of its table only, and is whole where that part is: `ip route` has
/// the routes of IPv4 in the main table, and that it has no other says nothing of them.
///
/// @param values what each of its rows has in these columns
/// @param open columns that it leaves open, though other artifacts tell them of the same rows
public record Part(ArtifactName name, Map<String, String> values, List<String> open) {

  public Part {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    open = List.copyOf(open);
  }

  /// @param columns each with the value that its rows have there
  public static Part of(ArtifactName name, String... columns) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < columns.length; i += 2) {
      values.put(columns[i], columns[i + 1]);
    }
    return new Part(name, values, List.of());
  }

  /// The same where it leaves a column open.
  public Part leavesOpen(String column) {
    var all = new ArrayList<>(open);
    all.add(column);
    return new Part(name, values, all);
  }

  /// Whether a row is of this part.
  ///
  /// @param columns of the table
  /// @param row its values, in that order
  boolean has(List<String> columns, List<@Nullable String> row) {
    return values.entrySet().stream()
        .allMatch(each -> each.getValue().equals(row.get(columns.indexOf(each.getKey()))));
  }

  /// For people.
  String text() {
    var told = new ArrayList<String>();
    values.forEach((column, value) -> told.add(column + " = " + value));
    return String.join(" and ", told);
  }
}
