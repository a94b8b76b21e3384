package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What snapshots are called in one report: by their host, and by source, root or capture time only
/// as far as it takes to tell two of one host apart; those taken together by their hosts.
record SnapshotNames(Map<SnapshotLabel, String> names, Wording wording) {

  /// Of snapshots taken together so many hosts are named.
  private static final int TOGETHER_MAX = 5;

  /// What may follow a host's name.
  private enum Mark {
    SOURCE,
    ROOT,
    CAPTURED;

    String of(SnapshotLabel snapshot) {
      return switch (this) {
        case SOURCE -> " in " + snapshot.source();
        case ROOT -> snapshot.root().isEmpty() ? "" : " at " + snapshot.root();
        case CAPTURED ->
            snapshot.captured() == null ? " of unknown time" : " of " + snapshot.captured();
      };
    }
  }

  /// The first of these that tells all snapshots of a host apart is used for each of them.
  private static final List<List<Mark>> CHOICES =
      List.of(
          List.of(),
          List.of(Mark.SOURCE),
          List.of(Mark.ROOT),
          List.of(Mark.CAPTURED),
          List.of(Mark.SOURCE, Mark.ROOT),
          List.of(Mark.SOURCE, Mark.CAPTURED),
          List.of(Mark.ROOT, Mark.CAPTURED));

  static SnapshotNames of(Diagnosis diagnosis, Wording wording) {
    var all = new LinkedHashSet<SnapshotLabel>();
    diagnosis.sources().forEach(source -> all.addAll(source.snapshots()));
    Stream.concat(
            diagnosis.verdicts().stream(), diagnosis.suppressed().stream().map(s -> s.finding()))
        .map(Verdict::snapshot)
        .filter(snapshot -> !snapshot.host().isEmpty() && snapshot.parts().isEmpty())
        .forEach(all::add);
    var names = new HashMap<SnapshotLabel, String>();
    all.stream()
        .collect(Collectors.groupingBy(SnapshotLabel::host))
        .values()
        .forEach(ofOneHost -> name(ofOneHost, names));
    return new SnapshotNames(names, wording);
  }

  private static void name(List<SnapshotLabel> ofOneHost, Map<SnapshotLabel, String> names) {
    var marks =
        CHOICES.stream()
            .filter(choice -> tellsApart(choice, ofOneHost))
            .findFirst()
            .orElse(List.of(Mark.values()));
    ofOneHost.forEach(snapshot -> names.put(snapshot, name(snapshot, marks)));
  }

  private static boolean tellsApart(List<Mark> marks, Collection<SnapshotLabel> snapshots) {
    Set<String> seen = new HashSet<>();
    return snapshots.stream().allMatch(snapshot -> seen.add(name(snapshot, marks)));
  }

  private static String name(SnapshotLabel snapshot, List<Mark> marks) {
    return snapshot.host() + marks.stream().map(m -> m.of(snapshot)).collect(Collectors.joining());
  }

  String of(SnapshotLabel snapshot) {
    if (!snapshot.parts().isEmpty()) {
      return Enumeration.of(snapshot.hosts(), TOGETHER_MAX, wording);
    }
    return names.getOrDefault(snapshot, snapshot.host());
  }

  /// What was looked at, and every other host that something was found on: `web1`, `3 hosts`, `2
  /// snapshots of web1`, `3 snapshots of 2 hosts`.
  static String where(Diagnosis diagnosis, Wording wording) {
    var snapshots =
        Stream.concat(
                diagnosis.sources().stream().flatMap(s -> s.snapshots().stream()),
                diagnosis.allFindings().stream()
                    .map(Verdict.Finding::snapshot)
                    .filter(snapshot -> snapshot.parts().isEmpty()))
            .distinct()
            .toList();
    var hosts = snapshots.stream().map(SnapshotLabel::host).distinct().toList();
    var named = hosts.size() == 1 ? hosts.getFirst() : wording.count("hosts", hosts.size());
    return snapshots.size() == hosts.size()
        ? named
        : wording.count("snapshots-of", snapshots.size(), named);
  }
}
