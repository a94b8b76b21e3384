package dev.casebook.investigate;

import dev.casebook.tables.Compared;
import dev.casebook.tables.Field;
import dev.casebook.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One table of two snapshots: rows that only one has, and columns that differ under the same key.
final class TableComparison {

  static final String RESTLESS = "changes by itself (counters, process ids, times)";
  static final String COMES_AND_GOES = "comes and goes by itself";
  static final String OTHER_HOST = "follows from being another host";
  static final String REPEATED = "is told by another table";
  static final String NOT_SHOWN =
      "in one of them only, where the other's evidence shows no such rows";
  static final String NOT_WHOLE = "in one of them only, where the other was not read whole";

  /// What differs, before it is ranked.
  ///
  /// @param column empty where only one has the row
  /// @param good null where the good one lacks the row
  record Found(
      Table<?> table,
      String key,
      String column,
      HeldRows.@Nullable Held good,
      HeldRows.@Nullable Held bad,
      String goodValue,
      String badValue) {}

  private final Table<?> table;
  private final HeldRows good;
  private final HeldRows bad;
  private final OwnWords goodWords;
  private final OwnWords badWords;
  private final boolean sameHost;
  private final List<String> names;
  private final Compared how;
  private final Set<String> key;
  private final Set<String> restless;
  private final Set<String> ofHost;
  private final Set<Integer> untold = new LinkedHashSet<>();
  private final List<Found> found = new ArrayList<>();
  private final Map<String, Integer> folded = new TreeMap<>();

  TableComparison(
      Table<?> table,
      HeldRows good,
      HeldRows bad,
      OwnWords goodWords,
      OwnWords badWords,
      boolean sameHost) {
    var open = new HashSet<>(good.coverage().open());
    open.addAll(bad.coverage().open());
    this.table = table;
    this.good = good.without(open);
    this.bad = bad.without(open);
    this.goodWords = goodWords;
    this.badWords = badWords;
    this.sameHost = sameHost;
    this.names = table.fields().stream().map(Field::name).toList();
    open.forEach(column -> untold.add(names.indexOf(column)));
    this.how = table.compared();
    this.key = Set.of(how.key());
    this.restless = Set.of(how.restless());
    this.ofHost = Set.of(how.ofHost());
  }

  TableComparison compare() {
    for (int column = 0; column < names.size(); column++) {
      if (good.tells(column) != bad.tells(column)) {
        untold.add(column);
      }
    }
    var keys = new LinkedHashSet<>(good.byKey().keySet());
    keys.addAll(bad.byKey().keySet());
    keys.forEach(this::compare);
    return this;
  }

  List<Found> found() {
    return found;
  }

  Map<String, Integer> folded() {
    return folded;
  }

  /// The columns that only one of the two tells where both have rows.
  List<String> untold() {
    return good.byKey().isEmpty() || bad.byKey().isEmpty()
        ? List.of()
        : untold.stream().map(names::get).toList();
  }

  private void fold(String why) {
    folded.merge(why, 1, Integer::sum);
  }

  private void compare(String of) {
    var before = new ArrayList<>(good.byKey().getOrDefault(of, List.of()));
    var after = new ArrayList<>(bad.byKey().getOrDefault(of, List.of()));
    if (before.isEmpty() || after.isEmpty()) {
      onlyInOne(of, before, after);
      return;
    }
    if (before.size() > 1 || after.size() > 1) {
      dropAlike(before, after);
    }
    if (before.size() == 1 && after.size() == 1) {
      columns(of, before.getFirst(), after.getFirst());
    } else if (!before.isEmpty() || !after.isEmpty()) {
      onlyInOne(of, before, after);
    }
  }

  private void foldUnshown(List<HeldRows.Held> rows, HeldRows other) {
    rows.removeIf(row -> {
      boolean isUnshown = !other.coverage().shows(names, row.values());
      if (isUnshown) {
        fold(NOT_SHOWN);
      }
      return isUnshown;
    });
  }

  /// Rows of one key that both have, however often: how many there are of one kind changes.
  private void dropAlike(List<HeldRows.Held> before, List<HeldRows.Held> after) {
    var inGood = before.stream().map(row -> telling(row, goodWords)).collect(Collectors.toSet());
    var inBad = after.stream().map(row -> telling(row, badWords)).collect(Collectors.toSet());
    before.removeIf(row -> inBad.contains(telling(row, goodWords)));
    after.removeIf(row -> inGood.contains(telling(row, badWords)));
    distinct(before, goodWords);
    distinct(after, badWords);
  }

  private void distinct(List<HeldRows.Held> rows, OwnWords words) {
    var seen = new HashSet<String>();
    rows.removeIf(row -> !seen.add(telling(row, words)));
  }

  /// The columns that neither change by themselves nor are a host's own.
  private String telling(HeldRows.Held row, OwnWords words) {
    var text = new StringBuilder();
    for (int column = 0; column < names.size(); column++) {
      var name = names.get(column);
      var value = row.values().get(column);
      if (value != null
          && !untold.contains(column)
          && !restless.contains(name)
          && (sameHost || !ofHost.contains(name))) {
        text.append(column).append('=').append(words.masked(value)).append('\u0000');
      }
    }
    return text.toString();
  }

  private void columns(String of, HeldRows.Held before, HeldRows.Held after) {
    for (int column = 0; column < names.size(); column++) {
      var name = names.get(column);
      var old = before.values().get(column);
      var now = after.values().get(column);
      if (Objects.equals(old, now) || key.contains(name) || untold.contains(column)) {
        continue;
      }
      if (restless.contains(name) || isOne(how.restlessRows(), of)) {
        fold(RESTLESS);
      } else if (isOne(how.repeats(), of)) {
        fold(REPEATED);
      } else if (!sameHost
          && (ofHost.contains(name)
              || Objects.equals(masked(old, goodWords), masked(now, badWords)))) {
        fold(OTHER_HOST);
      } else {
        found.add(new Found(table, shown(of), name, before, after, text(old), text(now)));
      }
    }
  }

  private static @Nullable String masked(@Nullable String value, OwnWords words) {
    return value == null ? null : words.masked(value);
  }

  private static String text(@Nullable String value) {
    return value == null ? "(none)" : value;
  }

  private void onlyInOne(String of, List<HeldRows.Held> before, List<HeldRows.Held> after) {
    foldUnshown(before, bad);
    foldUnshown(after, good);
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    if (isOne(how.restlessRows(), of)) {
      fold(RESTLESS);
    } else if (isOne(how.repeats(), of)) {
      fold(REPEATED);
    } else if (how.tells() == Compared.Tells.TRAFFIC) {
      fold(COMES_AND_GOES);
    } else if ((!after.isEmpty() && !isWhole(good)) || (!before.isEmpty() && !isWhole(bad))) {
      fold(NOT_WHOLE);
    } else {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        var old = i < before.size() ? before.get(i) : null;
        var now = i < after.size() ? after.get(i) : null;
        found.add(new Found(table, shown(of), "", old, now, row(old), row(now)));
        if (before.size() != after.size() && i == 0 && (before.isEmpty() || after.isEmpty())) {
          // One key that only one has is one difference, however many rows it has there.
          break;
        }
      }
    }
  }

  private static boolean isWhole(HeldRows rows) {
    return rows.coverage().isComplete() && !rows.full();
  }

  private static boolean isOne(String[] globs, String of) {
    var first = of.split("\u0000", 2)[0];
    return Arrays.stream(globs)
        .anyMatch(glob -> Pattern.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q"), first));
  }

  private static String shown(String of) {
    return Arrays.stream(of.split("\u0000"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// A row by what its key does not tell.
  private String row(HeldRows.@Nullable Held row) {
    if (row == null) {
      return "";
    }
    var parts = new ArrayList<String>();
    for (int column = 0; column < names.size(); column++) {
      var name = names.get(column);
      var value = row.values().get(column);
      if (value != null && !key.contains(name) && !restless.contains(name) && !value.isEmpty()) {
        parts.add(name + "=" + value);
      }
    }
    return parts.isEmpty() ? "is there" : String.join(", ", parts);
  }
}
