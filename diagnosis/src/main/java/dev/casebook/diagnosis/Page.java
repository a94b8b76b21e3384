package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A page of Markdown, a note or a view, cut into its header and its sections.
///
/// @param header the YAML between the two `---` lines; empty if there is none
/// @param sections in order, each with everything up to the next heading that is as high
record Page(Path file, String header, List<Section> sections) {

  Page {
    sections = List.copyOf(sections);
  }

  /// @param line of the heading, 1-based
  record Section(String heading, List<String> body, int line) {
    Section {
      body = List.copyOf(body);
    }

    String text() {
      return String.join("\n", body).strip();
    }

    /// How many blank lines stand before the text.
    int blankLines() {
      int blank = 0;
      while (blank < body.size() && body.get(blank).isBlank()) {
        blank++;
      }
      return blank;
    }

    /// The line in which the text begins.
    int textLine() {
      return line + 1 + blankLines();
    }

    /// What stands below each heading that begins so.
    List<Section> sections(String mark) {
      return cut(body, 0, line + 1, mark);
    }
  }

  /// @param mark what its headings begin with, such as `## `
  static Page of(Path file, String text, String mark) throws UnusableFile {
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals("---")) {
      return new Page(file, "", cut(lines, 0, 1, mark));
    }
    int end = lines.subList(1, lines.size()).indexOf("---") + 1;
    if (end == 0) {
      throw new UnusableFile(file, 1, "the header has no closing ---");
    }
    return new Page(file, String.join("\n", lines.subList(1, end)), cut(lines, end + 1, 1, mark));
  }

  /// @param firstLine the number of the first of these lines
  private static List<Section> cut(List<String> lines, int from, int firstLine, String mark) {
    var sections = new ArrayList<Section>();
    var fence = new Fence();
    int heading = -1;
    for (int i = from; i <= lines.size(); i++) {
      boolean ends =
          i == lines.size() || (!fence.holds(lines.get(i)) && lines.get(i).startsWith(mark));
      if (ends && heading >= 0) {
        sections.add(
            new Section(
                lines.get(heading).substring(mark.length()).strip(),
                lines.subList(heading + 1, i),
                firstLine + heading));
      }
      heading = ends ? i : heading;
    }
    return sections;
  }

  /// Tells the lines of fenced blocks from others while they are read in order. A fence ends with
  /// as many backticks as it began with, or more (CommonMark, 4.5).
  static final class Fence {

    private String open = "";

    /// Whether a line belongs to a fenced block, its first or last line too.
    boolean holds(String line) {
      int ticks = ticks(line);
      if (open.isEmpty()) {
        open = ticks < 3 ? "" : line.substring(0, ticks);
        return ticks >= 3;
      }
      if (ticks >= open.length() && line.substring(ticks).isBlank()) {
        open = "";
      }
      return true;
    }

    /// Whether a block is open after the lines that were read.
    boolean isOpen() {
      return !open.isEmpty();
    }

    private static int ticks(String line) {
      int ticks = 0;
      while (ticks < line.length() && line.charAt(ticks) == '`') {
        ticks++;
      }
      return ticks;
    }
  }
}
