package dev.casebook.signals;

import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one signal finds in the logs of one snapshot, and in how much of them it could have been
/// found.
final class HitCollector {

  /// Enough to count and to show; a note learns that there were more.
  private static final int HITS_MAX = SignalHits.KEPT_MAX;

  private static final String MORE_HITS = "more than " + HITS_MAX + " hits";

  private final SignalPattern signal;
  private final List<String> groups;
  private final List<SignalHits.Hit> hits = new ArrayList<>();
  private final Set<String> shortcomings = new LinkedHashSet<>();
  private boolean isCarried;
  private int logs;

  HitCollector(SignalPattern signal) {
    this.signal = signal;
    this.groups = signal.groups();
  }

  SignalPattern signal() {
    return signal;
  }

  /// Whether more hits would change nothing.
  boolean isSated() {
    return hits.size() == HITS_MAX && shortcomings.contains(MORE_HITS);
  }

  void add(SignalHits.Hit hit) {
    isCarried = true;
    if (hits.size() < HITS_MAX) {
      hits.add(hit);
    } else {
      shortcomings.add(MORE_HITS);
    }
  }

  /// Notes a log that was read, and whether it can carry the signal.
  void read(boolean carries) {
    logs++;
    isCarried |= carries;
  }

  /// Notes why a log that may carry the signal was not read, or not whole.
  void lacks(String shortcoming) {
    shortcomings.add(shortcoming);
  }

  SignalHits hits() {
    return new SignalHits(signal.name(), groups, hits, coverage());
  }

  private Coverage coverage() {
    var reasons = String.join("; ", shortcomings);
    if (!isCarried) {
      var who = signal.in().isEmpty() ? "" : " with lines of " + String.join(" or ", signal.in());
      var looked = logs == 1 ? " (looked at one log)" : " (looked at " + logs + " logs)";
      return Coverage.absent("no log" + who + looked + (reasons.isEmpty() ? "" : "; " + reasons));
    }
    return shortcomings.isEmpty() ? Coverage.complete() : Coverage.partial(reasons);
  }
}
