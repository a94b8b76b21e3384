package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of an answer that name the places that its rows come from.
final class Origins {

  private Origins() {}

  static boolean isNamed(String column) {
    return column.equals("origin") || column.endsWith("_origin");
  }

  /// @throws QueryFailure if such a column holds something else
  static List<Long> of(Answer answer, @Nullable Object[] row, Citations citations)
      throws QueryFailure {
    var origins = new ArrayList<Long>();
    for (int i = 0; i < row.length; i++) {
      var column = answer.columns().get(i);
      var cell = row[i];
      if (cell != null && isNamed(column)) {
        if (!(cell instanceof Long origin) || !citations.knows(origin)) {
          throw new QueryFailure(
              "the column " + column + " holds " + cell + ", which is not the origin of a row");
        }
        origins.add(origin);
      }
    }
    return origins;
  }
}
