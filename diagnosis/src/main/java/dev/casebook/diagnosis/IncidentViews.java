package dev.casebook.diagnosis;

import dev.casebook.query.Incident;
import dev.casebook.query.SnapshotDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The views of all snapshots of an incident. A view sees one snapshot; here its rows in all of
/// them stand together.
final class IncidentViews implements Views {

  private final Incident incident;
  private final List<Examiner.Part> parts;
  private final SnapshotDatabase database;
  private final Map<String, ViewRelation> made = new HashMap<>();

  /// @param database of the incident
  IncidentViews(Incident incident, List<Examiner.Part> parts, SnapshotDatabase database) {
    this.incident = incident;
    this.parts = List.copyOf(parts);
    this.database = database;
  }

  @Override
  public ViewRelation of(View view, Map<String, View> others) {
    return made.computeIfAbsent(
        view.name(),
        _ -> new IncidentView(view, List.copyOf(others.values()), incident, parts, database));
  }

  @Override
  public void drop() {
    made.values().forEach(ViewRelation::drop);
    made.clear();
  }

  @Override
  public void forget() {
    made.clear();
  }
}
