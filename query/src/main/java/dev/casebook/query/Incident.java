package dev.casebook.query;

import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Coverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The snapshots that are taken together, as views of one incident: what tells their rows apart,
/// their origins as those of one, and how much of a relation's evidence all of them hold.
public final class Incident {

  /// Of a relation that several lack, so many say why.
  private static final int REASONS_MAX = 3;

  private final List<Snapshot> snapshots;
  private final SnapshotNames names;
  private final IdentityHashMap<Snapshot, Integer> positions = new IdentityHashMap<>();

  /// The artifacts of all snapshots, numbered from 0.
  private final List<Artifact> artifacts = new ArrayList<>();

  private final Map<Artifact, Integer> numbers = new HashMap<>();

  /// @param number of the artifact in the ledger of its snapshot
  private record Artifact(int snapshot, long number) {}

  /// A row's place.
  ///
  /// @param origin in the ledger of the snapshot
  public record Place(Snapshot snapshot, long origin) {}

  public Incident(List<Snapshot> snapshots) {
    this.snapshots = List.copyOf(snapshots);
    this.names = new SnapshotNames(snapshots);
    snapshots.forEach(snapshot -> positions.put(snapshot, positions.size()));
  }

  public List<Snapshot> snapshots() {
    return snapshots;
  }

  /// What it is called in the column `snapshot`.
  public String name(Snapshot snapshot) {
    return names.of(snapshot);
  }

  /// A place in a snapshot as it is cited among several: `sosreport-web1.tar.xz: etc/hosts:3`. A
  /// source that is one file is the place itself: `captures/pod.pcap: frame 3`.
  public String at(Snapshot snapshot, String place) {
    if (snapshots.size() == 1) {
      return place;
    }
    var source = snapshot.source();
    var file = source.substring(source.lastIndexOf('/') + 1);
    boolean isFile =
        snapshot.layout().isLoose() && (place.equals(file) || place.startsWith(file + ":"));
    return isFile ? source + place.substring(file.length()) : source + ": " + place;
  }

  /// The origin of a snapshot's row among those of all.
  public long origin(Snapshot snapshot, long origin) {
    var position = Objects.requireNonNull(positions.get(snapshot));
    var artifact = new Artifact(position, Ledger.artifactNumber(origin));
    int number =
        numbers.computeIfAbsent(
            artifact,
            _ -> {
              artifacts.add(artifact);
              return artifacts.size() - 1;
            });
    return Ledger.inArtifact(number, origin);
  }

  /// The place of such an origin; empty for one that was never given.
  public Optional<Place> place(long origin) {
    long number = Ledger.artifactNumber(origin);
    if (origin < 0 || number >= artifacts.size()) {
      return Optional.empty();
    }
    var artifact = artifacts.get((int) number);
    return Optional.of(
        new Place(
            snapshots.get(artifact.snapshot()), Ledger.inArtifact(artifact.number(), origin)));
  }

  /// How much there is of a relation's evidence in all snapshots: it is there if one has some, and
  /// complete if each that should have some has all of it.
  ///
  /// Loose files tell of nothing but themselves, and no host needs to have a file that is known
  /// wherever it lies, such as a capture: where these lack a relation, nothing is missing.
  ///
  /// @param isLoose whether evidence of the relation is known wherever it lies
  /// @param ofEach of each snapshot, in their order
  public Coverage coverage(boolean isLoose, List<Coverage> ofEach) {
    if (snapshots.size() == 1) {
      return ofEach.getFirst();
    }
    var reasons = new ArrayList<String>();
    var searched = new ArrayList<String>();
    boolean isThere = false;
    boolean hasAllRows = true;
    for (int i = 0; i < snapshots.size(); i++) {
      var snapshot = snapshots.get(i);
      var coverage = ofEach.get(i);
      isThere |= coverage.isThere();
      if (coverage.isThere() && !coverage.searched().isEmpty()) {
        searched.add(at(snapshot, coverage.searched()));
      }
      boolean matters = coverage.isThere() || !(isLoose || snapshot.layout().isLoose());
      if (matters && !coverage.isComplete()) {
        reasons.add(name(snapshot) + ": " + coverage.reason());
        hasAllRows &= coverage.hasAllRows();
      }
    }
    if (!isThere) {
      return Coverage.absent(absent(reasons, ofEach));
    }
    return all(reasons, hasAllRows).of(searched);
  }

  private static Coverage all(List<String> reasons, boolean hasAllRows) {
    if (reasons.isEmpty()) {
      return Coverage.complete();
    }
    return hasAllRows ? Coverage.withoutValues(joined(reasons)) : Coverage.partial(joined(reasons));
  }

  /// Where loose files are all there is, the first says what was looked for.
  private static String absent(List<String> reasons, List<Coverage> ofEach) {
    return reasons.isEmpty() ? ofEach.getFirst().reason() : joined(reasons);
  }

  private static String joined(List<String> reasons) {
    int more = reasons.size() - REASONS_MAX;
    return String.join("; ", reasons.subList(0, Math.min(REASONS_MAX, reasons.size())))
        + (more > 0 ? "; and of " + more + " more" : "");
  }

  /// What the columns before a relation's own hold in every row of a snapshot.
  List<String> leading(Snapshot snapshot) {
    return names.leading(snapshot);
  }
}
