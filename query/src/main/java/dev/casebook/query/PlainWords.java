package dev.casebook.query;

import java.sql.SQLException;
import java.util.regex.Pattern;

/// DuckDB's errors without what only its developers need.
final class PlainWords {

  /// Where a value of an answer is too large for Java.
  static final String TOO_LARGE = "a value of the answer is larger than fits into memory";

  private PlainWords() {}

  private static final Pattern LINE = Pattern.compile("^LINE ([0-9]{1,6}): ", Pattern.MULTILINE);

  /// The same as a failure of the query, with the line that DuckDB points at.
  static QueryFailure failure(SQLException error) {
    var line = LINE.matcher(String.valueOf(error.getMessage()));
    return new QueryFailure(of(error), line.find() ? Integer.parseInt(line.group(1)) : 0);
  }

  /// One or two lines: what is wrong, and the nearest names where DuckDB offers some. A Java stack
  /// trace that travelled inside the message, and the picture of the query, are left out.
  private static String of(SQLException error) {
    var message = String.valueOf(error.getMessage());
    if (message.contains("Java heap space")) {
      return TOO_LARGE;
    }
    var kept = new StringBuilder();
    for (var line : message.lines().toList()) {
      if (line.startsWith("\tat ") || line.startsWith("LINE ") || line.isBlank()) {
        break;
      }
      kept.append(kept.isEmpty() ? "" : "; ").append(line.strip());
    }
    var candidates =
        message.lines().filter(line -> line.startsWith("Candidate bindings")).findFirst();
    if (candidates.isPresent() && kept.indexOf(candidates.get()) < 0) {
      kept.append("; ").append(candidates.get());
    }
    return kept.toString()
        .replaceFirst("^(?:java\\.sql\\.SQLException: )?(\\w+(?: \\w+){0,3} Error: )", "")
        .replaceAll("[.!]; ", "; ")
        .replace("Candidate bindings: ", "did you mean ")
        .replaceFirst("^INTERRUPT.*|^Interrupted!.*", "it did not end within its time");
  }
}
