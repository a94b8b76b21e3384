package dev.casebook.diagnosis;

import dev.casebook.tables.logs.SignalHits;
import java.util.List;
import java.util.Optional;

/// The hits of the signals of each note and view.
interface SignalsByOwner {

  /// @param owner a note's id, or [View#owner]
  /// @return empty if they were not looked for
  Optional<List<SignalHits>> of(String owner);
}
