package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the program of a signal may have kept silent on one snapshot, so that the lack of hits
/// proves nothing there.
final class Silence {

  private final @Nullable SignalDefinition definition;
  private final SnapshotRelations tables;

  /// Null until it was found out.
  private @Nullable Boolean possible;

  /// @param definition null where nobody says that the program may be silent
  Silence(@Nullable SignalDefinition definition, SnapshotRelations tables) {
    this.definition = definition;
    this.tables = tables;
  }

  boolean isPossible() throws QueryFailure {
    if (possible == null) {
      possible =
          definition != null && !definition.silent().isEmpty() && !speaks(definition.speaks());
    }
    return possible;
  }

  /// A row that was found tells enough, however much there is beside it; the lack of one tells only
  /// where all was seen.
  private boolean speaks(Optional<Block> block) throws QueryFailure {
    if (block.isEmpty()) {
      return false;
    }
    var demand = block.get().demand();
    for (var table : block.get().relations()) {
      var coverage = tables.coverage(table);
      if (!coverage.isThere() || (demand.negating().contains(table) && !coverage.isComplete())) {
        return false;
      }
    }
    return !tables.select(block.get().sql()).isEmpty();
  }

  String reason() {
    return definition == null ? "" : "silent " + definition.silent();
  }
}
