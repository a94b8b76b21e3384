package dev.casebook.signals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The hits of one signal on one host: all of them while there is room; then, of each combination
/// of values, the first and the last; when there is no room for those either, only the last few.
final class HitKeeper {
  /// Enough to count and to show.
  private static final int FIRST_MAX = 10_000;

  /// What is kept of those for which there was no room.
  private static final int LAST_MAX = 64;

  private final int signal;
  private final HitBudget.Allowance allowance;
  private final KnownBeginnings beginnings;
  private final List<KeptHit> kept = new ArrayList<>();
  private final List<KeptHit> last = new ArrayList<>();
  private final ByteKey key = new ByteKey();

  /// By values, what was kept last of them; made when not all are kept any more.
  private @Nullable Map<ByteKey, Ends> ends;

  private long count;
  private long lost;

  HitKeeper(int signal, HitBudget.Allowance allowance, KnownBeginnings beginnings) {
    this.signal = signal;
    this.allowance = allowance;
    this.beginnings = beginnings;
  }

  int signal() {
    return signal;
  }

  /// The last hit of one combination of values, if it is not its first.
  private static final class Ends {
    private @Nullable KeptHit last;
  }

  /// Adds what is a hit, and whose values are known, by how it begins; false if that does not tell.
  boolean addKnown(Sighting seen) {
    if (!keepsEnds()) {
      return false;
    }
    var before = beginnings.find(this, seen.bytes(), seen.from(), seen.to());
    if (before == null) {
      return false;
    }
    count += seen.line().repeats();
    before.become(seen);
    seen.keptIn(before, seen.from() + beginnings.length());
    return true;
  }

  /// Whether a hit with values that were seen before takes the place of their last one.
  boolean keepsEnds() {
    return ends != null && lost == 0;
  }

  /// The last hit with the values that are found in a line's text, which may end before `to`, if
  /// its beginning tells them; else null.
  @Nullable KeptHit known(byte[] bytes, int from, int to) {
    return keepsEnds() ? beginnings.findText(this, bytes, from, to) : null;
  }

  /// Counts hits that are written once.
  void count(int hits) {
    count += hits;
  }

  void add(Sighting seen) {
    count += seen.line().repeats();
    seen.groups.write(key);
    if (lost > 0) {
      addLast(seen);
      return;
    }
    if (ends == null) {
      if (kept.size() < FIRST_MAX && allowance.take(KeptHit.cost(seen, key))) {
        kept.add(new KeptHit(this, seen, key));
        return;
      }
      ends = new HashMap<>();
      for (var hit : kept) {
        ends.putIfAbsent(hit.values(), new Ends());
      }
    }
    addToEnds(seen, ends);
  }

  private void addToEnds(Sighting seen, Map<ByteKey, Ends> ends) {
    var known = ends.get(key);
    if (known != null && known.last != null) {
      known.last.become(seen);
      int reach = seen.groups.reach();
      if (reach <= seen.to()) {
        beginnings.learn(this, known.last, seen.bytes(), seen.from(), reach);
        seen.keptIn(known.last, reach);
      }
    } else if (!allowance.take(2 * KeptHit.cost(seen, key))) {
      addLast(seen);
    } else if (known != null) {
      known.last = new KeptHit(this, seen, key);
    } else {
      kept.add(new KeptHit(this, seen, key));
      ends.put(kept.getLast().values(), new Ends());
    }
  }

  /// The oldest of the last makes room, in turn.
  private void addLast(Sighting seen) {
    if (last.size() < LAST_MAX) {
      last.add(new KeptHit(this, seen, key));
    } else {
      last.get((int) (lost % LAST_MAX)).become(seen, key);
    }
    lost++;
  }

  /// How often the signal was seen, kept or not.
  long count() {
    return count;
  }

  /// Whether values were seen of which the first or the last hit was not kept.
  boolean hasLostValues() {
    return lost > 0;
  }

  /// What was kept, in no order.
  List<KeptHit> hits() {
    var all = new ArrayList<>(kept);
    if (ends != null) {
      ends.values()
          .forEach(values -> {
            if (values.last != null) {
              all.add(values.last);
            }
          });
    }
    all.addAll(last);
    return all;
  }
}
