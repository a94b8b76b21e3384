package dev.casebook.diagnosis;

import java.util.HashMap;
import java.util.Map;

/// The views that notes share: each is made once, for all notes.
abstract class Views {

  private final Map<String, ViewRelation> made = new HashMap<>();

  /// @param others that it may be made of, by name
  final ViewRelation of(View view, Map<String, View> others) {
    var before = made.get(view.name());
    if (before != null) {
      return before;
    }
    var relation = make(view, others);
    made.put(view.name(), relation);
    return relation;
  }

  abstract ViewRelation make(View view, Map<String, View> others);

  /// Forgets the rows of all views, since another snapshot's come into their place.
  final void drop() {
    made.values().forEach(ViewRelation::drop);
    made.clear();
  }

  /// The same where the database that holds them is gone.
  final void forget() {
    made.clear();
  }
}
