package dev.casebook.query;

import java.util.Objects;

/// A query that could not be answered; the message says why in plain words.
public final class QueryFailure extends Exception {

  private static final long serialVersionUID = 1;

  public QueryFailure(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
