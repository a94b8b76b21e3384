package dev.casebook.changes;

/// Why a step is not made, or what makes it impossible to go on. Nothing was changed by it.
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1;

  public Refusal(String reason) {
    super(reason);
  }

  /// The reason in words.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
