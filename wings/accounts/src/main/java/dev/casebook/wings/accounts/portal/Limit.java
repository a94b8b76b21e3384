package dev.casebook.wings.accounts.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// So many times in so long, for each of many. What is remembered is bounded: whoever came longest
/// ago is forgotten first.
final class Limit {

  private static final int KEYS_MAX = 20_000;

  private record Window(Instant begun, int taken) {}

  private final int most;
  private final Duration per;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > KEYS_MAX;
        }
      };

  Limit(int most, Duration per) {
    this.most = most;
    this.per = per;
  }

  /// Takes one.
  ///
  /// @return whether there was one left
  synchronized boolean take(String key, Instant now) {
    var window = windows.get(key);
    if (window == null || !now.isBefore(window.begun().plus(per))) {
      windows.put(key, new Window(now, 1));
      return true;
    }
    if (window.taken() >= most) {
      return false;
    }
    windows.put(key, new Window(window.begun(), window.taken() + 1));
    return true;
  }

  /// Gives one back: only what fails is to count.
  synchronized void giveBack(String key) {
    windows.computeIfPresent(
        key, (_, window) -> new Window(window.begun(), Math.max(0, window.taken() - 1)));
  }

  synchronized int keys() {
    return windows.size();
  }
}
