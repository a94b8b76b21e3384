package dev.casebook.investigate;

/// How a fix ended.
public enum CureOutcome {
  /// The note is clear now.
  CLEAR(0),
  /// It was before.
  NOTHING_TO_FIX(0),
  /// It did not help, or a step failed, and all of it was taken back.
  ROLLED_BACK(1),
  /// The same, and it was left so on request.
  LEFT(1),
  /// The same, and not all of it could be taken back.
  HALF_ROLLED_BACK(1),
  UNCHANGED(2);

  private final int status;

  CureOutcome(int status) {
    this.status = status;
  }

  public int exitStatus() {
    return status;
  }
}
