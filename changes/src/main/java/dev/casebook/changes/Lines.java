package dev.casebook.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A file of lines while it is edited. What an edit asks for and what is there already stays as it
/// is, so that a second run changes nothing.
final class Lines {

  /// Begins a part of a file in which keys mean something else: a section, or a block of sshd's.
  private static final Pattern PART = Pattern.compile("^\\s*(?:\\[[^]]+]\\s*$|(?i:Match)\\s.*)");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /// A key, and how its value is parted from it.
  private static final Pattern EQUALS = Pattern.compile("\\s*[\\w./-]+(\\s*=\\s*)\\S.*");

  private final List<String> lines;
  private final String lineEnd;

  private Lines(String text) {
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    this.lines = new ArrayList<>(text.lines().toList());
  }

  /// @param text of the file; empty if there is none
  /// @throws Refusal if an edit can't be done there
  static String edited(String text, List<EditLine> edits) throws Refusal {
    var file = new Lines(text);
    var before = List.copyOf(file.lines);
    for (var edit : edits) {
      file.apply(edit);
    }
    // What says the same stays byte for byte.
    return file.lines.equals(before) ? text : file.text();
  }

  private String text() {
    return lines.isEmpty() ? "" : String.join(lineEnd, lines) + lineEnd;
  }

  private void apply(EditLine edit) throws Refusal {
    switch (edit) {
      case EditLine.Append(var line) -> {
        if (!holds(line)) {
          lines.add(line);
        }
      }
      case EditLine.Remove(var line) -> lines.removeIf(other -> isSame(other, line));
      case EditLine.Replace(var line, var by) -> replace(line, by);
      case EditLine.Set set -> set(set);
    }
  }

  private boolean holds(String line) {
    return lines.stream().anyMatch(other -> isSame(other, line));
  }

  /// How many blanks part its words is no difference.
  private static boolean isSame(String there, String wanted) {
    return BLANKS
        .matcher(there.strip())
        .replaceAll(" ")
        .equals(BLANKS.matcher(wanted.strip()).replaceAll(" "));
  }

  /// The first of them; what repeats it goes. Where what it becomes is there already and holds the
  /// line itself, everything is done.
  private void replace(String line, List<String> by) throws Refusal {
    boolean isThere = standTogether(by);
    if (!holds(line) && !isThere) {
      throw new Refusal("the line to replace is not there: " + line.strip());
    }
    if (isThere && by.stream().anyMatch(each -> isSame(each, line))) {
      return;
    }
    var replaced = new ArrayList<String>();
    boolean isDone = isThere;
    for (var each : lines) {
      if (!isSame(each, line)) {
        replaced.add(each);
      } else if (!isDone) {
        replaced.addAll(by);
        isDone = true;
      }
    }
    lines.clear();
    lines.addAll(replaced);
  }

  /// Whether these lines stand one after the other.
  private boolean standTogether(List<String> some) {
    for (int i = 0; i + some.size() <= lines.size(); i++) {
      boolean are = true;
      for (int j = 0; j < some.size(); j++) {
        are &= isSame(lines.get(i + j), some.get(j));
      }
      if (are) {
        return true;
      }
    }
    return false;
  }

  /// Before the first part, since there a key is everybody's.
  private void set(EditLine.Set set) throws Refusal {
    int end = firstPart();
    if (end < lines.size() && lines.get(end).strip().startsWith("[")) {
      throw new Refusal(
          "the file has sections; which one " + set.key() + " belongs to is not said");
    }
    var active = matching(line(set.key(), ""), end);
    if (active.isEmpty()) {
      var inactive = matching(line(set.key(), "[#;]+\\s*"), end);
      lines.add(
          inactive.isEmpty() ? end : inactive.getLast() + 1,
          set.key() + separator(set, end) + set.value());
      return;
    }
    for (int i = active.size() - 1; i > 0; i--) {
      lines.remove((int) active.get(i));
    }
    int at = active.getFirst();
    var matcher = line(set.key(), "").matcher(lines.get(at));
    if (matcher.matches() && !matcher.group(2).strip().equals(set.value())) {
      lines.set(at, matcher.group(1) + set.value());
    }
  }

  private int firstPart() {
    for (int i = 0; i < lines.size(); i++) {
      if (PART.matcher(lines.get(i)).matches()) {
        return i;
      }
    }
    return lines.size();
  }

  private static Pattern line(String key, String mark) {
    return Pattern.compile("(\\s*" + mark + Pattern.quote(key) + "(?:\\s*=\\s*|\\s+))(.*)");
  }

  private List<Integer> matching(Pattern pattern, int end) {
    var found = new ArrayList<Integer>();
    for (int i = 0; i < end; i++) {
      if (pattern.matcher(lines.get(i)).matches()) {
        found.add(i);
      }
    }
    return found;
  }

  /// As the file's other lines have it, if they all have an equals sign.
  private String separator(EditLine.Set set, int end) {
    var said =
        lines.subList(0, end).stream()
            .filter(line -> !line.isBlank() && !line.strip().matches("[#;].*"))
            .toList();
    var last = said.isEmpty() ? null : EQUALS.matcher(said.getLast());
    return last != null && last.matches() ? last.group(1) : set.separator();
  }
}
