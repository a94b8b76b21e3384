package dev.casebook.query;

import java.util.Objects;

/// A query that could not be answered; the message says why in plain words.
public final class QueryFailure extends Exception {

  private static final long serialVersionUID = 1;

  /// DuckDB may repeat the whole query from the fault on.
  private static final int MESSAGE_CHARS_MAX = 600;

  private final String reason;
  private final int line;

  public QueryFailure(String reason) {
    this(reason, 0);
  }

  /// @param line of the query that is at fault, from 1; 0 where that is not known. The first is not
  ///   told: most queries have no other
  QueryFailure(String reason, int line) {
    super(shortened(reason) + (line > 1 ? " (line " + line + ")" : ""));
    this.reason = shortened(reason);
    this.line = line;
  }

  private static String shortened(String reason) {
    return reason.length() <= MESSAGE_CHARS_MAX
        ? reason
        : reason.substring(0, MESSAGE_CHARS_MAX) + " …";
  }

  /// Why, without the line.
  public String reason() {
    return reason;
  }

  /// The line that is at fault, from 1; 0 where that is not known.
  public int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
