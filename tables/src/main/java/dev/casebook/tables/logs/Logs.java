package dev.casebook.tables.logs;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where a snapshot's logs lie.
///
/// Several of them may tell the same event: the journal, the file that rsyslog wrote of it, dmesg.
/// They are not added up here; each line is a row of its own log.
public final class Logs {

  /// Text logs of the host and of what runs on it.
  private static final List<ArtifactName> FILES =
      List.of(
          ArtifactName.file("/var/log/**"),
          ArtifactName.file("/etc/openvpn/**/*.log"),
          ArtifactName.file("/run/log/openvpn*"),
          ArtifactName.file("/opt/*/data/log/karaf.log*"),
          ArtifactName.file("/data/log/karaf.log*"));

  /// Outputs of journalctl and dmesg as bundles have them.
  private static final List<ArtifactName> COLLECTED =
      List.of(ArtifactName.command("journalctl*"), ArtifactName.command("dmesg*"));

  /// What is run on a host for the same: the last boot's journal, bounded.
  private static final List<ArtifactName> TO_COLLECT =
      List.of(
          ArtifactName.command("journalctl --no-pager --quiet --boot --lines=100000 -o short-iso"),
          ArtifactName.command("dmesg"));

  private Logs() {}

  /// Every name that may be a log.
  public static List<ArtifactName> names() {
    return Stream.of(FILES, COLLECTED, TO_COLLECT).flatMap(List::stream).toList();
  }

  /// The logs of a snapshot, in order of place.
  public static List<Artifact> of(Snapshot snapshot) {
    var found = new LinkedHashMap<String, Artifact>();
    FILES.forEach(name -> add(snapshot.find(name), found));
    COLLECTED.forEach(name -> add(snapshot.find(name), found));
    add(snapshot.strays(), found);
    return found.values().stream().sorted(Comparator.comparing(Artifact::place)).toList();
  }

  private static void add(List<Artifact> artifacts, Map<String, Artifact> found) {
    artifacts.forEach(artifact -> found.putIfAbsent(artifact.place(), artifact));
  }
}
