package dev.casebook.query;

import dev.casebook.tables.logs.SignalHits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The signals of one note as relations, each made when the first query names it.
final class SignalsInUse {

  private List<SignalHits> signals = List.of();
  private final Set<String> made = new HashSet<>();

  /// Whether the schema is this note's.
  private boolean isBegun;

  /// Turns to those of another note.
  void turnTo(List<SignalHits> next) {
    signals = List.copyOf(next);
    made.clear();
    isBegun = false;
  }

  /// Makes those that a query may name.
  void provide(Engine engine, SqlWords words) {
    if (!words.mayName(Engine.SIGNALS)) {
      return;
    }
    if (!isBegun) {
      engine.beginSignals();
      isBegun = true;
    }
    for (var signal : signals) {
      if (words.mayName(signal.name()) && made.add(signal.name())) {
        SignalLoader.load(engine, signal);
      }
    }
  }
}
