package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The columns of an answer that name the places that its rows come from: one origin, or a list of
/// them.
final class Origins {

  private static final Pattern NAME = Pattern.compile("(?:[a-z0-9_]+_)?origins?");

  private Origins() {}

  /// `origin`, `…_origin`, `origins`, `…_origins`, and `origins(…)` without a name of its own.
  static boolean isNamed(String column) {
    return NAME.matcher(column).matches() || column.startsWith("origins(");
  }

  /// @throws QueryFailure if such a column holds something else
  static List<Long> of(Answer answer, @Nullable Object[] row, Citations citations)
      throws QueryFailure {
    var origins = new ArrayList<Long>();
    for (int i = 0; i < row.length; i++) {
      var column = answer.columns().get(i);
      if (isNamed(column)) {
        add(origins, column, row[i], citations);
      }
    }
    return origins;
  }

  private static void add(
      List<Long> origins, String column, @Nullable Object cell, Citations citations)
      throws QueryFailure {
    switch (cell) {
      case null -> {
        // It comes from nowhere.
      }
      case Long origin when citations.knows(origin) -> origins.add(origin);
      case List<?> list -> {
        for (var each : list) {
          add(origins, column, each, citations);
        }
      }
      default ->
          throw new QueryFailure(
              "the column " + column + " holds " + cell + ", which is not the origin of a row");
    }
  }
}
