package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Page.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The prose and sentences of a note in Chinese: `note.zh.md` beside `note.md`. Its sections have
/// the same headings up to the colon and stand in the same order; SQL, signals and facts are the
/// note's.
///
/// @param steps the words of the analysis, in order
/// @param detects in order
/// @param runbook the steps of a runbook, in order
public record Translation(
    Path file,
    String title,
    String symptom,
    List<String> steps,
    List<Detect> detects,
    String cause,
    String remedy,
    List<RunbookStep> runbook)
    implements NoteIndex.Content {

  static final String FILE = "note.zh.md";

  private static final String DETECT = "Detect: ";
  private static final String STEP = "Step: ";

  public Translation {
    steps = List.copyOf(steps);
    detects = List.copyOf(detects);
    runbook = List.copyOf(runbook);
  }

  /// @param line of the sentence
  public record Detect(String heading, String sentence, int line) {}

  /// @param text what to do
  public record RunbookStep(String heading, String text) {}

  static Translation read(Path file, UnknownKeys unknown) throws UnusableFile {
    return read(file, PageFile.text(file), unknown);
  }

  static Translation read(Path file, String text, UnknownKeys unknown) throws UnusableFile {
    var page = Page.of(file, text, "## ");
    var fields = YamlFields.ofMapping(file, "the header", page.header(), unknown);
    fields.allow(Set.of("title"));
    var faults = new ArrayList<String>();
    var steps = new ArrayList<String>();
    var detects = new ArrayList<Detect>();
    var runbook = new ArrayList<RunbookStep>();
    for (var section : page.sections()) {
      if (section.heading().startsWith(STEP)) {
        runbook.add(new RunbookStep(afterColon(section), section.text()));
      } else if (section.heading().equals("Analysis")) {
        section.sections("### ").forEach(step -> steps.add(afterColon(step)));
      } else if (section.heading().startsWith(DETECT)) {
        var reader = new BlockReader(file, faults).read(section.body(), section.line() + 1);
        detects.add(new Detect(afterColon(section), reader.sentence(), reader.sentenceLine()));
      }
    }
    if (!faults.isEmpty()) {
      throw new UnusableFile(faults);
    }
    return new Translation(
        file,
        fields.text("title"),
        text(page, "Symptom"),
        steps,
        detects,
        text(page, "Cause"),
        text(page, "Remedy"),
        runbook);
  }

  private static String afterColon(Section section) {
    return section.heading().substring(section.heading().indexOf(':') + 1).strip();
  }

  private static String text(Page page, String heading) {
    return page.sections().stream()
        .filter(section -> section.heading().equals(heading))
        .map(Section::text)
        .findFirst()
        .orElse("");
  }
}
