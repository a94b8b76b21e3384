package dev.casebook.query;

import dev.casebook.evidence.Budget;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The DuckDBs that notes use. To start one takes longer than most notes take with it, so one that
/// is given back rests, with nothing in it, until the next is asked for: for the next snapshot, or
/// for the incident.
final class NoteEngines {

  /// A snapshot uses two: for its own host, and for the others that its logs name.
  private static final BlockingQueue<Engine> RESTING = new ArrayBlockingQueue<>(2);

  private NoteEngines() {}

  /// An empty one, locked.
  static Engine take() {
    var rested = RESTING.poll();
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
    if (!RESTING.offer(engine)) {
      engine.close();
    }
  }
}
