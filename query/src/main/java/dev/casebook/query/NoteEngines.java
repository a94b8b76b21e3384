package dev.casebook.query;

import dev.casebook.evidence.Budget;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The DuckDBs that notes use. To start one takes longer than most notes take with it, so one that
/// is given back rests, with nothing in it, until the next is asked for: that of the next snapshot,
/// or of the incident.
final class NoteEngines {

  private static final AtomicReference<@Nullable Engine> RESTING = new AtomicReference<>();

  private NoteEngines() {}

  /// An empty one, locked.
  static Engine take() {
    var rested = RESTING.getAndSet(null);
    if (rested != null) {
      return rested;
    }
    var engine = Engine.start(1, (int) (Budget.OF_PROCESS.databaseBytes() >> 20), null);
    engine.lock(null);
    return engine;
  }

  /// Takes one back; whoever gives it has no more use for it.
  static void giveBack(Engine engine) {
    try {
      engine.clear();
    } catch (IllegalStateException e) {
      engine.close(); // it died of a query
      return;
    }
    if (!RESTING.compareAndSet(null, engine)) {
      engine.close();
    }
  }
}
