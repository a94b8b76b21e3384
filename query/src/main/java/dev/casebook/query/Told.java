package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Coverage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// How much evidence a snapshot has of a table that was asked.
record Told(Snapshot snapshot, Coverage coverage) {

  /// Snapshots that are named one by one.
  private static final int NAMED_MAX = 3;

  /// What a person has to know of the answer: where rows are missing, and that there is no evidence
  /// of the table in any snapshot. That one of many hosts has none is nothing unusual.
  static List<String> shortcomings(String table, List<Told> all, SnapshotNames names) {
    var lines = new ArrayList<String>();
    for (var told : all) {
      if (told.coverage.isThere() && !told.coverage.isComplete()) {
        lines.add(line("incomplete", table, names.of(told.snapshot), told.coverage.reason()));
      }
    }
    if (all.stream().noneMatch(told -> told.coverage.isThere())) {
      byReason(all, names)
          .forEach((reason, where) -> lines.add(line("no evidence", table, listed(where), reason)));
    }
    return lines;
  }

  private static LinkedHashMap<String, List<String>> byReason(List<Told> all, SnapshotNames names) {
    var byReason = new LinkedHashMap<String, List<String>>();
    for (var told : all) {
      byReason
          .computeIfAbsent(told.coverage.reason(), _ -> new ArrayList<>())
          .add(names.of(told.snapshot));
    }
    return byReason;
  }

  private static String listed(List<String> names) {
    int more = names.size() - NAMED_MAX;
    return String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String line(String what, String table, String where, String reason) {
    return what + ": " + table + " of " + where + ": " + reason;
  }
}
