package dev.casebook.diagnosis;

import dev.casebook.tables.logs.SignalHits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The views of one snapshot that notes share: each is made once, for all notes.
final class Views {

  private final SnapshotRelations tables;
  private final Map<String, List<SignalHits>> signalsByOwner;
  private final Map<String, ViewRelation> made = new HashMap<>();

  Views(SnapshotRelations tables, Map<String, List<SignalHits>> signalsByOwner) {
    this.tables = tables;
    this.signalsByOwner = signalsByOwner;
  }

  ViewRelation of(View view, Map<String, View> others) {
    var before = made.get(view.name());
    if (before != null) {
      return before;
    }
    var scope =
        new Scope(
            view.owner(),
            view.signals(),
            signalsByOwner.getOrDefault(view.owner(), List.of()),
            tables,
            name -> {
              var other = others.get(name);
              return other == null ? null : of(other, others);
            });
    var relation = new ViewRelation(view, view.block().sql(), scope, tables);
    made.put(view.name(), relation);
    return relation;
  }

  /// Forgets the rows of all views, since another snapshot's come into their place.
  void drop() {
    made.values().forEach(ViewRelation::drop);
    made.clear();
  }
}
