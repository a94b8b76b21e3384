package dev.casebook.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The difference of two files of lines in the unified form of diff(1), for people to read.
public final class UnifiedDiff {

  /// Lines around a change that are shown with it, as diff does.
  private static final int CONTEXT = 3;

  private static final String NO_FILE = "/dev/null";

  private UnifiedDiff() {}

  /// Edits of a note touch one place or two: what is before the first and behind the last
  /// difference is the same, and what lies between is shown as a whole.
  ///
  /// @param was empty if there is no file before
  /// @param after empty if there is none afterwards
  /// @return the lines; none where nothing differs
  public static List<String> of(String path, Optional<String> was, Optional<String> after) {
    var old = was.map(UnifiedDiff::lines).orElse(List.of());
    var now = after.map(UnifiedDiff::lines).orElse(List.of());
    int same = 0;
    while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < Math.min(old.size(), now.size()) - same
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    if (same == old.size() && same == now.size() && was.isPresent() == after.isPresent()) {
      return List.of();
    }
    var out = new ArrayList<String>();
    out.add("--- " + (was.isPresent() ? path : NO_FILE));
    out.add("+++ " + (after.isPresent() ? path : NO_FILE));
    int from = Math.max(0, same - CONTEXT);
    int behind = Math.min(tail, CONTEXT);
    int oldEnd = old.size() - tail;
    int nowEnd = now.size() - tail;
    out.add(
        "@@ -%s +%s @@"
            .formatted(range(from, oldEnd + behind - from), range(from, nowEnd + behind - from)));
    old.subList(from, same).forEach(line -> out.add(" " + line));
    between(old.subList(same, oldEnd), now.subList(same, nowEnd), out);
    old.subList(oldEnd, oldEnd + behind).forEach(line -> out.add(" " + line));
    return out;
  }

  /// Lines that both have, in order, stand once.
  private static void between(List<String> old, List<String> now, List<String> out) {
    int i = 0;
    for (int j = 0; j < now.size(); j++) {
      int at = old.subList(i, old.size()).indexOf(now.get(j));
      if (at < 0) {
        out.add("+" + now.get(j));
      } else {
        old.subList(i, i + at).forEach(line -> out.add("-" + line));
        i += at + 1;
        out.add(" " + now.get(j));
      }
    }
    old.subList(i, old.size()).forEach(line -> out.add("-" + line));
  }

  private static String range(int from, int count) {
    return count == 0 ? from + ",0" : from + 1 + (count == 1 ? "" : "," + count);
  }

  private static final String NO_END = "\\ No newline at end of file";

  private static List<String> lines(String text) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.set(lines.size() - 1, lines.getLast() + "\n" + NO_END);
    }
    return lines;
  }
}
