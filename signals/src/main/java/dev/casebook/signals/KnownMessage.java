package dev.casebook.signals;

import java.util.List;

/// What follows a writer's heads up to the end of the line, whose hits are known whatever its free
/// digits are.
final class KnownMessage {
  private final KnownTexts texts;
  private final KeptHit[] hits;

  /// Where it stands among the texts.
  private int slot;

  /// @param hits of lines that a later one replaces
  KnownMessage(KnownTexts texts, int slot, List<KeptHit> hits) {
    this.texts = texts;
    this.slot = slot;
    this.hits = hits.toArray(KeptHit[]::new);
  }

  void moved(int to) {
    slot = to;
  }

  /// How many hits were counted in the block in hand; each of them now knows how often it was
  /// written, and where last.
  ///
  /// @param repeated gets those that have not been written in a counted line before
  long settle(List<KeptHit> repeated) {
    long counted = texts.settle(slot);
    int lines = Repeats.count(counted);
    for (var hit : hits) {
      hit.keeper().count(lines);
      if (hit.repeatAt(Repeats.line(counted), Repeats.end(counted))) {
        repeated.add(hit);
      }
    }
    return (long) lines * hits.length;
  }
}
