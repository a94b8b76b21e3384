package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A note's Markdown, cut into its header and its sections.
///
/// @param header the YAML between the two `---` lines
/// @param sections in order, each with everything up to the next heading of any level
record NoteFile(Path file, String header, List<Section> sections) {

  NoteFile {
    sections = List.copyOf(sections);
  }

  /// @param level 2 for `##`, 3 for `###`
  /// @param line of the heading, 1-based
  record Section(int level, String heading, List<String> body, int line) {
    Section {
      body = List.copyOf(body);
    }

    String text() {
      return String.join("\n", body).strip();
    }
  }

  static NoteFile of(Path file, String text) throws UnusableFile {
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals("---")) {
      throw new UnusableFile(file, 1, "a note begins with a header between two lines of ---");
    }
    int end = lines.subList(1, lines.size()).indexOf("---") + 1;
    if (end == 0) {
      throw new UnusableFile(file, 1, "the header has no closing ---");
    }
    return new NoteFile(file, String.join("\n", lines.subList(1, end)), sections(lines, end + 1));
  }

  private static List<Section> sections(List<String> lines, int first) {
    var sections = new ArrayList<Section>();
    var body = new ArrayList<String>();
    int heading = -1;
    boolean fenced = false;
    for (int i = first; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith("```")) {
        fenced = !fenced;
      }
      if (!fenced && (line.startsWith("## ") || line.startsWith("### "))) {
        add(sections, lines, heading, body);
        heading = i;
        body.clear();
      } else {
        body.add(line);
      }
    }
    add(sections, lines, heading, body);
    return sections;
  }

  private static void add(
      List<Section> sections, List<String> lines, int heading, List<String> body) {
    if (heading >= 0) {
      var line = lines.get(heading);
      int level = line.indexOf(' ');
      sections.add(new Section(level, line.substring(level + 1).strip(), body, heading + 1));
    }
  }
}
