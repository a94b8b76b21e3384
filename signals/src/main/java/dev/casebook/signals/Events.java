package dev.casebook.signals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hits of one signal on one host as events: what several logs tell of one moment is one event,
/// cited from the first of them; what one log tells twice is two.
final class Events {
  private final Map<Moment, Seen> seen = new HashMap<>();
  private final Set<KeptHit> again = new HashSet<>();

  private Events() {}

  /// @param second since 1970
  private record Moment(String program, String message, long second) {}

  /// How often a moment was seen in the logs before this one, and in this one.
  private static final class Seen {
    private int log;
    private int before;
    private int here;
  }

  /// The hits in order of logs and lines, without those that tell an event again.
  static List<KeptHit> of(List<KeptHit> hits) {
    var sorted = new ArrayList<>(hits);
    sorted.sort(Events::inOrder);
    boolean several =
        !sorted.isEmpty() && sorted.getFirst().times().order() != sorted.getLast().times().order();
    if (several) {
      var events = new Events();
      sorted.forEach(events::see);
      sorted.removeIf(events.again::contains);
    }
    return sorted;
  }

  private static int inOrder(KeptHit one, KeptHit other) {
    int logs = Integer.compare(one.times().order(), other.times().order());
    return logs != 0 ? logs : Long.compare(one.position(), other.position());
  }

  private void see(KeptHit hit) {
    Instant time = hit.time();
    if (time == null) {
      return;
    }
    var moment = new Moment(hit.program(), hit.message(), time.getEpochSecond());
    var known = known(moment, hit);
    if (known == null) {
      known = new Seen();
      known.log = hit.times().order();
      seen.put(moment, known);
    }
    if (known.log != hit.times().order()) {
      known.log = hit.times().order();
      known.before = Math.max(known.before, known.here);
      known.here = 0;
    }
    if (++known.here <= known.before) {
      again.add(hit);
    }
  }

  /// The kernel's uptime makes a time that may be a second off the one in syslog.
  private @Nullable Seen known(Moment moment, KeptHit hit) {
    var same = seen.get(moment);
    if (same != null || !hit.isByUptime()) {
      return same;
    }
    var before = seen.get(new Moment(moment.program, moment.message, moment.second - 1));
    return before != null
        ? before
        : seen.get(new Moment(moment.program, moment.message, moment.second + 1));
  }
}
