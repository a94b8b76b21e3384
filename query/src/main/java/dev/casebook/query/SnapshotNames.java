package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How snapshots are told apart in SQL: by their source; where that holds several, by the folder in
/// it too; and where that is one, by when they were captured.
///
/// ```
/// web1.tar.xz
/// all.tar:sosreport-a
/// all.tar:sosreport-a 2026-11-22T10:47:00Z
/// ```
final class SnapshotNames {

  private final Map<Snapshot, String> names = new HashMap<>();

  SnapshotNames(List<Snapshot> snapshots) {
    for (var ofSource : grouped(snapshots, Snapshot::source)) {
      boolean several = ofSource.size() > 1;
      for (var ofRoot : grouped(ofSource, SnapshotNames::place)) {
        for (var snapshot : ofRoot) {
          names.put(
              snapshot,
              !several
                  ? snapshot.source()
                  : ofRoot.size() > 1 ? place(snapshot) + time(snapshot) : place(snapshot));
        }
      }
    }
  }

  private static List<List<Snapshot>> grouped(
      List<Snapshot> snapshots, Function<Snapshot, String> by) {
    return new ArrayList<>(snapshots.stream().collect(Collectors.groupingBy(by)).values());
  }

  private static String place(Snapshot snapshot) {
    var root = snapshot.layout().root();
    return root.isEmpty() ? snapshot.source() : snapshot.source() + ":" + root;
  }

  private static String time(Snapshot snapshot) {
    var captured = snapshot.facts().captured();
    return captured == null ? "" : " " + captured;
  }

  /// What the columns before a table's own hold in every row of a snapshot; see [Question#LEADING].
  List<String> leading(Snapshot snapshot) {
    return List.of(snapshot.facts().host(), of(snapshot));
  }

  String of(Snapshot snapshot) {
    return Objects.requireNonNull(names.get(snapshot));
  }
}
