package dev.casebook.formats.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Two texts side by side, line by line, as a unified diff has them.
///
/// The shortest way from one to the other is looked for (E. Myers, "An O(ND) Difference Algorithm
/// and Its Variations", 1986). Texts that differ in more than [#EDITS_MAX] lines are shown as
/// replaced from the first difference to the last.
public final class LineDiff {

  /// Bounds the memory of the search: its trace holds about the square of it, 16 MB.
  static final int EDITS_MAX = 2_000;

  private static final int CONTEXT_LINES = 3;

  private final List<String> before;
  private final List<String> after;
  private final List<String> lines = new ArrayList<>();

  private LineDiff(List<String> before, List<String> after) {
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
  }

  /// The hunks of the unified diff, each line with its mark: `@@`, blank, `-` or `+`. Empty if the
  /// texts are equal.
  public static List<String> unified(List<String> before, List<String> after) {
    var diff = new LineDiff(before, after);
    diff.hunks(diff.edits());
    return diff.lines;
  }

  /// A run of lines that was replaced by another; either may be empty. Ends are behind the last.
  private record Edit(int from, int to, int newFrom, int newTo) {}

  private List<Edit> edits() {
    var start = 0;
    var least = Math.min(before.size(), after.size());
    while (start < least && before.get(start).equals(after.get(start))) {
      start++;
    }
    var end = 0;
    while (end < least - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    return search(start, before.size() - end, after.size() - end);
  }

  /// Follows, for each number of edits, the farthest that each diagonal leads.
  private List<Edit> search(int start, int end, int newEnd) {
    var most = Math.min(EDITS_MAX, end + newEnd - 2 * start);
    var farthest = new int[2 * most + 3];
    var middle = most + 1;
    farthest[middle + 1] = start;
    var trace = new ArrayList<int[]>();
    for (var edits = 0; edits <= most; edits++) {
      trace.add(Arrays.copyOfRange(farthest, middle - edits - 1, middle + edits + 2));
      for (var diagonal = -edits; diagonal <= edits; diagonal += 2) {
        var down =
            diagonal == -edits
                || (diagonal != edits
                    && farthest[middle + diagonal - 1] < farthest[middle + diagonal + 1]);
        var x = down ? farthest[middle + diagonal + 1] : farthest[middle + diagonal - 1] + 1;
        while (x < end && x - diagonal < newEnd && before.get(x).equals(after.get(x - diagonal))) {
          x++;
        }
        farthest[middle + diagonal] = x;
        if (x >= end && x - diagonal >= newEnd) {
          return trail(trace, end, newEnd);
        }
      }
    }
    return List.of(new Edit(start, end, start, newEnd));
  }

  /// The edits that led to the end, found by walking back.
  private static List<Edit> trail(List<int[]> trace, int end, int newEnd) {
    var edits = new ArrayList<Edit>();
    var x = end;
    var y = newEnd;
    for (var count = trace.size() - 1; count > 0; count--) {
      var farthest = trace.get(count);
      var middle = count + 1;
      var diagonal = x - y;
      var down =
          diagonal == -count
              || (diagonal != count
                  && farthest[middle + diagonal - 1] < farthest[middle + diagonal + 1]);
      var from = down ? diagonal + 1 : diagonal - 1;
      x = farthest[middle + from];
      y = x - from;
      add(edits, down ? new Edit(x, x, y, y + 1) : new Edit(x, x + 1, y, y));
    }
    return edits.reversed();
  }

  /// Adds an edit that comes before those found, to the last of them if they touch.
  private static void add(List<Edit> edits, Edit edit) {
    if (!edits.isEmpty()
        && edits.getLast().from() == edit.to()
        && edits.getLast().newFrom() == edit.newTo()) {
      var next = edits.removeLast();
      edits.add(new Edit(edit.from(), next.to(), edit.newFrom(), next.newTo()));
    } else {
      edits.add(edit);
    }
  }

  private void hunks(List<Edit> edits) {
    for (var i = 0; i < edits.size(); ) {
      var last = i;
      while (last + 1 < edits.size()
          && edits.get(last + 1).from() - edits.get(last).to() <= 2 * CONTEXT_LINES) {
        last++;
      }
      hunk(edits.subList(i, last + 1));
      i = last + 1;
    }
  }

  private void hunk(List<Edit> edits) {
    var first = edits.getFirst();
    var last = edits.getLast();
    var lead = Math.min(CONTEXT_LINES, first.from());
    var trail = Math.min(CONTEXT_LINES, before.size() - last.to());
    lines.add(
        "@@ -%s +%s @@"
            .formatted(
                range(first.from() - lead, last.to() + trail),
                range(first.newFrom() - lead, last.newTo() + trail)));
    var at = first.from() - lead;
    for (var edit : edits) {
      take(" ", before, at, edit.from());
      take("-", before, edit.from(), edit.to());
      take("+", after, edit.newFrom(), edit.newTo());
      at = edit.to();
    }
    take(" ", before, at, at + trail);
  }

  /// An empty range is named by the line before it.
  private static String range(int from, int to) {
    return (to == from ? from : from + 1) + (to - from == 1 ? "" : "," + (to - from));
  }

  private void take(String mark, List<String> text, int from, int to) {
    text.subList(from, to).forEach(line -> lines.add(mark + line));
  }
}
