package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the prose of a note: its fences are of a kind that the form knows, their values are bare,
/// and what it names is a column.
final class TextLint {

  private static final Pattern KIND =
      Pattern.compile(
          "`{3,}(?:sh look|sh before|sh fix|sh undo|sh reload|sh restart|"
              + RemedyBlocks.ONE_WAY.pattern()
              + "|"
              + RemedyBlocks.VERIFY.pattern()
              + "|edit \\S.*|text)");

  private static final Pattern EDIT = Pattern.compile("[+-](?: .*\\S.*)?|= \\S+ .*\\S.*|\\? \\S.*");

  private final Path file;
  private final List<String> complaints;

  TextLint(Path file, List<String> complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  /// @param line of the text's first line
  /// @param columns that it may name; nothing is said of columns if there are none
  void check(String text, int line, Set<String> columns) {
    fences(text.lines().toList(), line);
    var template = new Template(text);
    if (!columns.isEmpty()) {
      template.names().stream()
          .filter(name -> !columns.contains(name))
          .forEach(name ->
              complain(
                  line + template.lineOf(name),
                  "the text names {"
                      + name
                      + "}, which no block returns"
                      + BlockLint.nearest(name, columns)));
    }
    template
        .unguarded()
        .forEach((at, hole) ->
            complain(
                line + at,
                "write -- before "
                    + hole
                    + ": a value that begins with - would be taken for an option"));
    template
        .misplaced()
        .forEach((at, hole) ->
            complain(
                line + at,
                hole + " is inside quotes in a shell block; write it bare, it is quoted for you"));
  }

  private void fences(List<String> lines, int first) {
    var fence = new Page.Fence();
    boolean edit = false;
    boolean empty = true;
    int opened = 0;
    String last = "";
    String kept = "";
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i);
      boolean wasOpen = fence.isOpen();
      fence.holds(text);
      if (!wasOpen && fence.isOpen()) {
        edit = text.matches("`{3,}edit .*");
        empty = true;
        opened = first + i;
        checkKind(text, opened);
        checkOrder(last, kind(text), opened);
        last = kind(text);
        kept = "";
      } else if (wasOpen && fence.isOpen()) {
        empty &= text.isBlank();
        kept += text + "\n";
        if (edit && !EDIT.matcher(text).matches()) {
          complain(
              first + i,
              "a line of an edit begins with + (append), - (remove), = KEY VALUE (set) or ?"
                  + " (check)");
        }
      } else if (wasOpen && empty) {
        complain(opened, "the block is empty");
      } else if (wasOpen && last.equals(BEFORE) && !KEPT.matcher(kept).find()) {
        complain(
            opened, "the block keeps nothing; write before=$(…), which sh undo reads as $before");
      }
    }
    if (fence.isOpen()) {
      complain(opened, "the block has no end; close it with ```");
    }
  }

  private static final String BEFORE = "sh before";

  private static final Pattern KEPT = Pattern.compile("(?m)^\\s*before=");

  private static String kind(String fence) {
    return fence.replaceFirst("^`+", "").strip();
  }

  /// What is kept, done and taken back stand in this order, so that each belongs to one step.
  private void checkOrder(String last, String kind, int line) {
    if (kind.equals("sh undo") && !last.equals("sh fix")) {
      complain(line, "```sh undo stands behind the ```sh fix that it takes back");
    }
    if (last.equals(BEFORE) && !kind.equals("sh fix")) {
      complain(line, "behind ```sh before stands the ```sh fix that it is for");
    }
  }

  private void checkKind(String fence, int line) {
    if (!KIND.matcher(fence.strip()).matches()) {
      complain(
          line,
          "a block is ```sh look, ```sh before, ```sh fix, ```sh undo, ```sh reload, ```sh restart,"
              + " ```sh verify, ```edit FILE or ```text, not "
              + fence);
    }
  }

  private void complain(int line, String what) {
    complaints.add(file + ":" + line + ": " + what);
  }
}
