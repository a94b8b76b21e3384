package dev.casebook.report;

import java.util.List;
import java.util.stream.Collectors;

/// Names in a row, of which so many are shown as help and the others counted.
final class Enumeration {

  private static final String LOOKED_FOR = "looked for ";

  /// Reasons are told in English.
  private static final Wording REASONS = Wording.of("en");

  private Enumeration() {}

  /// `a, b, c and 4 more`
  static String of(List<String> names, int shownMax, Wording wording) {
    // One more costs no more room than its count.
    if (names.size() <= shownMax + 1) {
      return String.join(", ", names);
    }
    var shown = String.join(", ", names.subList(0, shownMax));
    return wording.say("list", shown, names.size() - shownMax);
  }

  /// What a note missed, shortened: `routes: looked for a, b, c and 9 more; d is empty`.
  static String ofMissing(String missing) {
    var parts = List.of(missing.split("; "));
    var shown =
        parts.stream().limit(3).map(Enumeration::ofLookedFor).collect(Collectors.joining("; "));
    return parts.size() > 3 ? shown + "; and " + (parts.size() - 3) + " more" : shown;
  }

  private static String ofLookedFor(String part) {
    int at = part.indexOf(LOOKED_FOR);
    if (at < 0) {
      return part;
    }
    int names = at + LOOKED_FOR.length();
    return part.substring(0, names) + of(List.of(part.substring(names).split(", ")), 3, REASONS);
  }
}
