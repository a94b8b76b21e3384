package dev.casebook.tables;

/// How much of a table's or signal's evidence a snapshot holds. Absence is never health: who
/// concludes from an empty result needs `COMPLETE`.
///
/// @param reason why it is absent or partial, naming what was looked for; empty if complete
public record Coverage(State state, String reason) {

  /// How much there is.
  public enum State {
    ABSENT,
    PARTIAL,
    COMPLETE
  }

  public static Coverage complete() {
    return new Coverage(State.COMPLETE, "");
  }

  public static Coverage partial(String reason) {
    return new Coverage(State.PARTIAL, reason);
  }

  public static Coverage absent(String reason) {
    return new Coverage(State.ABSENT, reason);
  }

  public boolean isThere() {
    return state != State.ABSENT;
  }

  public boolean isComplete() {
    return state == State.COMPLETE;
  }
}
