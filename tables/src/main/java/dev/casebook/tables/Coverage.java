package dev.casebook.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How much of a table's or signal's evidence a snapshot holds. Absence is never health: who
/// concludes from an empty result needs `COMPLETE`.
///
/// @param reason why it is absent or partial, naming what was looked for; empty if complete
/// @param isWithoutValues whether it is partial for want of values alone: every row is there, and
///   of some columns nothing is known
/// @param searched what was gone through, for people: the places of files and outputs, a few of
///   them; empty if nothing was
/// @param span from when to when it tells; empty if unknown
/// @param parts what alone was shown, where no artifact shows the whole table; empty if one does
public record Coverage(
    State state,
    String reason,
    boolean isWithoutValues,
    String searched,
    Optional<Span> span,
    List<Part> parts) {

  /// Of many places so many are named.
  private static final int NAMED_MAX = 2;

  /// A time from when to when logs tell, in their local time where no zone is known.
  public record Span(Instant first, Instant last) {

    public boolean holds(Instant time) {
      return !time.isBefore(first) && !time.isAfter(last);
    }

    /// Its days.
    String text() {
      var from = day(first);
      var to = day(last);
      return from.equals(to) ? from : from + " to " + to;
    }

    private static String day(Instant time) {
      return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
  }

  /// How much there is.
  public enum State {
    ABSENT,
    PARTIAL,
    COMPLETE
  }

  public Coverage {
    parts = List.copyOf(parts);
  }

  private Coverage(State state, String reason, boolean isWithoutValues, String searched) {
    this(state, reason, isWithoutValues, searched, Optional.empty(), List.of());
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

  /// The same with what was gone through, and from when to when it tells.
  public Coverage of(List<String> places, Optional<Span> span) {
    var all = of(places).searched();
    var searched = span.map(known -> all + ", " + known.text()).orElse(all);
    return new Coverage(state, reason, isWithoutValues, searched, span, parts);
  }

  /// The same with what was gone through.
  public Coverage of(List<String> places) {
    var named = String.join(", ", places.subList(0, Math.min(NAMED_MAX, places.size())));
    int more = places.size() - NAMED_MAX;
    var all = more > 0 ? named + " and " + more + " more" : named;
    return new Coverage(state, reason, isWithoutValues, all, span, parts);
  }

  /// The same where nothing but these was shown.
  Coverage showing(List<Part> parts) {
    return new Coverage(state, reason, isWithoutValues, searched, span, parts);
  }

  /// Whether such a row would have been shown if it were there.
  ///
  /// @param columns of the table
  /// @param row its values, in that order
  public boolean shows(List<String> columns, List<@Nullable String> row) {
    return parts.isEmpty() || parts.stream().anyMatch(part -> part.has(columns, row));
  }

  /// The columns that are left open of some rows.
  public Set<String> open() {
    return parts.stream().flatMap(part -> part.open().stream()).collect(Collectors.toSet());
  }

  /// What alone was shown, in words; empty if all was.
  public String shown() {
    return parts.stream().map(Part::text).collect(Collectors.joining("; "));
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
