package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.SnapshotLabel;
import java.util.HashSet;
import java.util.Set;

/// How snapshots are called in one report: by their host, and by their source too where several
/// sources show the same host.
record SnapshotNames(Set<String> repeatedHosts) {

  static SnapshotNames of(Diagnosis diagnosis) {
    var seen = new HashSet<String>();
    var repeated = new HashSet<String>();
    for (var account : diagnosis.sources()) {
      for (var host : account.hosts()) {
        if (!seen.add(host)) {
          repeated.add(host);
        }
      }
    }
    return new SnapshotNames(repeated);
  }

  String of(SnapshotLabel snapshot) {
    return repeatedHosts.contains(snapshot.host())
        ? snapshot.host() + " in " + snapshot.source()
        : snapshot.host();
  }
}
