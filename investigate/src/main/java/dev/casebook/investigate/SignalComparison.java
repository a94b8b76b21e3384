package dev.casebook.investigate;

import dev.casebook.investigate.TableComparison.Found;
import dev.casebook.signals.SignalPattern;
import dev.casebook.signals.SnapshotSignals;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import dev.casebook.tables.logs.SignalHits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The logs of two snapshots, held against each other by what notes look for in them: what one has
/// and the other lacks, though it has lines of the same program.
final class SignalComparison {

  static final String OTHER_TIME =
      "signals in one of them only, where the other's logs are of another time";

  /// What stands for a signal that one of the two has.
  ///
  /// @param note that finds something by it
  @Row("one signal of which there are hits")
  @Compared(
      key = {"note", "signal"},
      tells = Compared.Tells.STATE)
  record Sighted(@Column("a note's id") String note, @Column("its name") String signal) {

    static final Table<Sighted> TABLE = Table.of("signals", Sighted.class);
  }

  private final SoughtSignals sought;
  private final List<Found> found = new ArrayList<>();
  private final Map<String, Integer> folded = new TreeMap<>();

  SignalComparison(SoughtSignals sought) {
    this.sought = sought;
  }

  SignalComparison compare(SnapshotSignals good, SnapshotSignals bad) {
    for (var pattern : sought.patterns()) {
      var before = hits(good, pattern);
      var after = hits(bad, pattern);
      if (before != null && after != null && (before.count() == 0) != (after.count() == 0)) {
        compare(pattern, before, after);
      }
    }
    return this;
  }

  private static @Nullable SignalHits hits(SnapshotSignals of, SignalPattern pattern) {
    return of.own().getOrDefault(pattern.note(), List.of()).stream()
        .filter(hits -> hits.name().equals(pattern.name()))
        .findFirst()
        .orElse(null);
  }

  private void compare(SignalPattern pattern, SignalHits before, SignalHits after) {
    var having = before.count() > 0 ? before : after;
    var lacking = before.count() > 0 ? after : before;
    if (!isTold(pattern, lacking.coverage())) {
      fold(TableComparison.NOT_WHOLE);
    } else if (!isOfSameTime(having, lacking.coverage())) {
      fold(OTHER_TIME);
    } else {
      found.add(
          new Found(
              Sighted.TABLE,
              sought.noteOf(pattern).orElseThrow() + " " + pattern.name(),
              "",
              held(before),
              held(after),
              lines(before),
              lines(after)));
    }
  }

  /// Whether lines of the program are there and were read whole. Of what any program may say that
  /// can't be known: there any log is taken for one that would have shown it.
  private static boolean isTold(SignalPattern pattern, Coverage coverage) {
    return coverage.isComplete() || (pattern.in().isEmpty() && coverage.isThere());
  }

  /// Whether one of the hits falls into the time that the other's logs are of.
  private static boolean isOfSameTime(SignalHits having, Coverage lacking) {
    return having.hits().stream()
        .map(SignalHits.Hit::time)
        .filter(Objects::nonNull)
        .anyMatch(time -> lacking.span().filter(span -> span.holds(time)).isPresent());
  }

  private void fold(String why) {
    folded.merge(why, 1, Integer::sum);
  }

  private static HeldRows.@Nullable Held held(SignalHits hits) {
    return hits.hits().isEmpty()
        ? null
        : new HeldRows.Held(List.of("", ""), hits.hits().getLast().origin());
  }

  private static String lines(SignalHits hits) {
    return hits.count() == 0 ? "" : hits.count() == 1 ? "1 line" : hits.count() + " lines";
  }

  List<Found> found() {
    return found;
  }

  Map<String, Integer> folded() {
    return folded;
  }
}
