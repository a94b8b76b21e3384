package dev.casebook.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The views of one snapshot that notes share: each is made once, for all notes.
final class SnapshotViews implements Views {

  private final SnapshotRelations tables;
  private final SignalsByOwner signals;
  private final Map<String, ViewRelation> made = new HashMap<>();

  SnapshotViews(SnapshotRelations tables, SignalsByOwner signals) {
    this.tables = tables;
    this.signals = signals;
  }

  @Override
  public ViewRelation of(View view, Map<String, View> others) {
    var before = made.get(view.name());
    if (before != null) {
      return before;
    }
    var scope =
        new Scope(
            view.owner(),
            view.signals(),
            signals.of(view.owner()).orElse(List.of()),
            tables,
            name -> {
              var other = others.get(name);
              return other == null ? null : of(other, others);
            });
    var relation = new MadeView(view, view.block().sql(), scope, tables);
    made.put(view.name(), relation);
    return relation;
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
