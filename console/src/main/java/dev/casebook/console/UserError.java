package dev.casebook.console;

import java.util.Objects;

/// A user's mistake: one clear message of what, where and what to do next.
public final class UserError extends Exception {

  private static final long serialVersionUID = 1;

  public UserError(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
