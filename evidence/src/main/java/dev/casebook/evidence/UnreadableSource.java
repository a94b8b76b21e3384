package dev.casebook.evidence;

import java.util.Objects;

/// A source of which nothing can be read; the message says what, why and what to do.
public final class UnreadableSource extends Exception {

  private static final long serialVersionUID = 1;

  public UnreadableSource(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
