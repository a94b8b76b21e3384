package dev.casebook.diagnosis;

import java.util.Map;

/// The views that notes share: each is made once, for all notes.
interface Views {

  /// @param others that it may be made of, by name
  ViewRelation of(View view, Map<String, View> others);

  /// Forgets the rows of all views, since another snapshot's come into their place.
  void drop();

  /// The same where the database that holds them is gone.
  void forget();
}
