package dev.casebook.tables;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The name that somebody who mistyped one probably meant.
public final class NearestName {

  /// Names are short; a longer one is no slip of the finger.
  private static final int LENGTH_MAX = 64;

  private NearestName() {}

  /// The nearest of these names by edits of one letter, if it is near at all.
  public static Optional<String> of(String name, Collection<String> names) {
    if (name.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    int far = Math.max(2, name.length() / 3);
    return names.stream()
        .filter(candidate -> edits(name, candidate) <= far || candidate.startsWith(name))
        .min(Comparator.comparingInt((String c) -> edits(name, c)).thenComparing(c -> c));
  }

  /// Levenshtein's distance.
  private static int edits(String from, String to) {
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] next = new int[to.length() + 1];
      next[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        next[j] = Math.min(Math.min(next[j - 1], last[j]) + 1, last[j - 1] + change);
      }
      last = next;
    }
    return last[to.length()];
  }
}
