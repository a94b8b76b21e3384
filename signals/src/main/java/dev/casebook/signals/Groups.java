package dev.casebook.signals;

import com.google.re2j.Matcher;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What the named groups of a pattern hold in the message matched last: places in it, or texts.
final class Groups {
  private final Step.Run run = new Step.Run();
  private @Nullable String[] texts = {};
  private boolean isPlaces;
  private int count;

  Step.Run run() {
    return run;
  }

  /// Takes the places that the run holds.
  void found(int groups) {
    isPlaces = true;
    count = groups;
  }

  boolean found(Matcher match, int groups) {
    isPlaces = false;
    count = groups;
    if (texts.length < groups) {
      texts = new @Nullable String[groups];
    }
    for (int i = 0; i < groups; i++) {
      texts[i] = match.group(i + 1);
    }
    return true;
  }

  /// Behind the last byte that tells what they hold: every message that is the same up to here
  /// holds the same. [Integer#MAX_VALUE] where nothing is known of that.
  int reach() {
    return isPlaces ? run.reach() : Integer.MAX_VALUE;
  }

  /// What each group holds; null for one that took no part.
  @Nullable String[] texts() {
    var values = new @Nullable String[count];
    for (int i = 0; i < count; i++) {
      values[i] = isPlaces ? text(run.groups[2 * i], run.groups[2 * i + 1]) : texts[i];
    }
    return values;
  }

  private @Nullable String text(int from, int to) {
    return from < 0 ? null : new String(run.bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// Makes a key the values of all groups together.
  void write(ByteKey key) {
    key.clear();
    for (int i = 0; i < count; i++) {
      if (isPlaces) {
        key.add(run.bytes, run.groups[2 * i], run.groups[2 * i + 1]);
      } else {
        key.add(texts[i]);
      }
    }
  }
}
