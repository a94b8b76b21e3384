package dev.casebook.diagnosis;

import dev.casebook.query.Incident;
import dev.casebook.query.SnapshotDatabase;
import java.util.List;
import java.util.Map;

/// The views of all snapshots of an incident. A view sees one snapshot; here its rows in all of
/// them stand together.
final class IncidentViews extends Views {

  private final Incident incident;
  private final List<Examiner.Part> parts;
  private final SnapshotDatabase database;

  /// @param database of the incident
  IncidentViews(Incident incident, List<Examiner.Part> parts, SnapshotDatabase database) {
    this.incident = incident;
    this.parts = List.copyOf(parts);
    this.database = database;
  }

  @Override
  ViewRelation make(View view, Map<String, View> others) {
    return new IncidentView(view, List.copyOf(others.values()), incident, parts, database);
  }
}
