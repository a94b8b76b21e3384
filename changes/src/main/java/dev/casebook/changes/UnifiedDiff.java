package dev.casebook.changes;

import dev.casebook.formats.text.LineDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The difference of two files of lines in the unified form of diff(1), for people to read.
public final class UnifiedDiff {

  private static final String NO_FILE = "/dev/null";
  private static final String NO_END = "\\ No newline at end of file";

  private UnifiedDiff() {}

  /// @param was empty if there is no file before
  /// @param after empty if there is none afterwards
  /// @return the lines; none where nothing differs
  public static List<String> of(String path, Optional<String> was, Optional<String> after) {
    var hunks =
        LineDiff.unified(
            was.map(UnifiedDiff::lines).orElse(List.of()),
            after.map(UnifiedDiff::lines).orElse(List.of()));
    if (hunks.isEmpty() && was.isPresent() == after.isPresent()) {
      return List.of();
    }
    var out = new ArrayList<String>();
    out.add("--- " + (was.isPresent() ? path : NO_FILE));
    out.add("+++ " + (after.isPresent() ? path : NO_FILE));
    out.addAll(hunks);
    return out;
  }

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
