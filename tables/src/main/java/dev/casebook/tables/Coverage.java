package dev.casebook.tables;

import java.util.List;

/// How much of a table's or signal's evidence a snapshot holds. Absence is never health: who
/// concludes from an empty result needs `COMPLETE`.
///
/// @param reason why it is absent or partial, naming what was looked for; empty if complete
/// @param isWithoutValues whether it is partial for want of values alone: every row is there, and
///   of some columns nothing is known
/// @param searched what was gone through, for people: the places of files and outputs, a few of
///   them; empty if nothing was
public record Coverage(State state, String reason, boolean isWithoutValues, String searched) {

  /// Of many places so many are named.
  private static final int NAMED_MAX = 2;

  /// How much there is.
  public enum State {
    ABSENT,
    PARTIAL,
    COMPLETE
  }

  public static Coverage complete() {
    return new Coverage(State.COMPLETE, "", false, "");
  }

  public static Coverage partial(String reason) {
    return new Coverage(State.PARTIAL, reason, false, "");
  }

  /// Partial, though every row is there.
  public static Coverage withoutValues(String reason) {
    return new Coverage(State.PARTIAL, reason, true, "");
  }

  public static Coverage absent(String reason) {
    return new Coverage(State.ABSENT, reason, false, "");
  }

  /// The same with what was gone through.
  ///
  /// @param span from when to when it tells; empty if unknown
  public Coverage of(List<String> places, String span) {
    var all = of(places);
    return span.isEmpty()
        ? all
        : new Coverage(state, reason, isWithoutValues, all.searched() + ", " + span);
  }

  /// The same with what was gone through.
  public Coverage of(List<String> places) {
    var named = String.join(", ", places.subList(0, Math.min(NAMED_MAX, places.size())));
    int more = places.size() - NAMED_MAX;
    var all = more > 0 ? named + " and " + more + " more" : named;
    return new Coverage(state, reason, isWithoutValues, all);
  }

  public boolean isThere() {
    return state != State.ABSENT;
  }

  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  /// Whether every row is there, whatever is known of its values.
  public boolean hasAllRows() {
    return isComplete() || isWithoutValues;
  }
}
