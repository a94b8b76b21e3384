package dev.casebook.query;

import java.util.Objects;

/// A query that could not be answered; the message says why in plain words.
public final class QueryFailure extends Exception {

  private static final long serialVersionUID = 1;

  /// DuckDB may repeat the whole query from the fault on.
  private static final int MESSAGE_CHARS_MAX = 600;

  public QueryFailure(String message) {
    super(
        message.length() <= MESSAGE_CHARS_MAX
            ? message
            : message.substring(0, MESSAGE_CHARS_MAX) + " …");
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
