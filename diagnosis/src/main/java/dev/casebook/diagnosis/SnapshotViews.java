package dev.casebook.diagnosis;

import java.util.List;
import java.util.Map;

/// The views of one snapshot that notes share: each is made once, for all notes.
final class SnapshotViews extends Views {

  private final SnapshotRelations tables;
  private final SignalsByOwner signals;

  SnapshotViews(SnapshotRelations tables, SignalsByOwner signals) {
    this.tables = tables;
    this.signals = signals;
  }

  @Override
  ViewRelation make(View view, Map<String, View> others) {
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
    return new MadeView(view, view.block().sql(), scope, tables);
  }
}
