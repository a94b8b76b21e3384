package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rows of a step of the analysis say: rows support it, but for those whose column `holds`
/// is not true, which rule it out where no other supports it.
///
/// @param rows those that decide
record Holding(Answer answer, boolean holds, List<@Nullable Object[]> rows) {

  static final String COLUMN = "holds";

  Holding {
    rows = List.copyOf(rows);
  }

  static Holding of(Answer answer) {
    if (!answer.columns().contains(COLUMN)) {
      return new Holding(answer, !answer.isEmpty(), answer.rows());
    }
    var supporting =
        answer.rows().stream()
            .filter(row -> answer.cell(row, COLUMN).filter(Boolean.TRUE::equals).isPresent())
            .toList();
    boolean holds = !supporting.isEmpty();
    return new Holding(answer, holds, holds ? supporting : answer.rows());
  }

  /// The first line that these rows name; none if they name none.
  List<Long> deciding(Citations citations) throws QueryFailure {
    var origins = new ArrayList<Long>();
    for (var row : rows) {
      origins.addAll(Origins.of(answer, row, citations));
    }
    return origins.stream().sorted().limit(1).toList();
  }
}
