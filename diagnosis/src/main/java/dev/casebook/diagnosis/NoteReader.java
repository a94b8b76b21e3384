package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Detect;
import dev.casebook.diagnosis.Note.Hypothesis;
import dev.casebook.diagnosis.Note.Remedy;
import dev.casebook.diagnosis.Page.Section;
import dev.casebook.tables.NearestName;
import dev.casebook.verdicts.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a note from its folder, and tells every fault of its form at once.
public final class NoteReader {

  private static final String DETECT = "Detect: ";
  private static final String GIVEN = "Given: ";
  private static final String STEP = "Step: ";

  /// Sections that stand once.
  private static final List<String> ONCE =
      List.of("Symptom", "Analysis", "Cause", "Remedy", "Provenance");

  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private NoteReader(Page page) {
    this.page = page;
  }

  /// @param folder the note's, with `note.md` in it
  /// @throws UnusableFile with a line for each fault
  public static Note read(Path folder) throws UnusableFile {
    return read(folder, UnknownKeys.REFUSED);
  }

  static Note read(Path folder, UnknownKeys unknown) throws UnusableFile {
    var file = folder.resolve("note.md");
    return read(file, PageFile.text(file), isExperimental(folder), unknown);
  }

  static Note read(Path file, String text, boolean experimental) throws UnusableFile {
    return read(file, text, experimental, UnknownKeys.REFUSED);
  }

  private static Note read(Path file, String text, boolean experimental, UnknownKeys unknown)
      throws UnusableFile {
    var page = Page.of(file, text, "## ");
    if (page.header().isEmpty()) {
      throw new UnusableFile(file, 1, "a note begins with a header between two lines of ---");
    }
    return new NoteReader(page).note(experimental, unknown);
  }

  /// Whether no evidence stands beside a note that proves when it fires.
  static boolean isExperimental(Path folder) {
    return !Files.isDirectory(folder.resolve("fires"))
        && !Files.isDirectory(folder.resolve("walks"));
  }

  private Note note(boolean experimental, UnknownKeys unknown) throws UnusableFile {
    var header = NoteHeader.read(page.file(), page.header(), unknown);
    boolean isRunbook = header.kind() == NoteHeader.Kind.runbook;
    checkHeadings(isRunbook);
    var note =
        new Note(
            page.file(),
            header,
            text("Symptom"),
            analysis(),
            given(),
            isRunbook ? List.of() : detects(),
            isRunbook ? "" : text("Cause"),
            of("Cause").stream().mapToInt(Section::textLine).findFirst().orElse(1),
            isRunbook ? new Remedy(Optional.empty(), "", 1) : remedy(),
            isRunbook ? steps() : List.of(),
            experimental,
            Optional.empty(),
            Language.ENGLISH,
            List.of());
    if (!faults.isEmpty()) {
      throw new UnusableFile(faults);
    }
    return note;
  }

  private void checkHeadings(boolean isRunbook) {
    var seen = new ArrayList<String>();
    for (var section : page.sections()) {
      var heading = section.heading();
      boolean isOfMany = heading.startsWith(GIVEN) || heading.startsWith(isRunbook ? STEP : DETECT);
      if (!isOfMany && !ONCE.contains(heading)) {
        fault(section.line(), unknown(heading, isRunbook));
      }
      if (!isOfMany && seen.contains(heading)) {
        fault(section.line(), "a second section ## " + heading);
      }
      seen.add(heading);
    }
    if (isRunbook && of(STEP).isEmpty()) {
      fault(1, "a runbook has at least one section ## Step: …");
    }
  }

  private static String unknown(String heading, boolean isRunbook) {
    var allowed = new ArrayList<>(ONCE);
    allowed.addAll(List.of(isRunbook ? "Step: …" : "Detect: …", "Given: NAME"));
    int colon = heading.indexOf(':');
    var word = colon < 0 ? heading : heading.substring(0, colon);
    var known = Set.of("Symptom", "Analysis", "Cause", "Remedy", "Provenance", "Detect", "Given");
    var near =
        NearestName.of(word, known)
            .map(name -> "; did you mean ## " + name + (known(name) ? "" : ": …") + "?")
            .orElse("; there are " + String.join(", ", allowed));
    return "unknown heading ## " + heading + near;
  }

  private static boolean known(String name) {
    return ONCE.contains(name);
  }

  private List<Section> of(String prefix) {
    return page.sections().stream().filter(s -> s.heading().startsWith(prefix)).toList();
  }

  private String text(String heading) {
    return page.sections().stream()
        .filter(section -> section.heading().equals(heading))
        .map(Section::text)
        .findFirst()
        .orElseGet(() -> {
          fault(1, "there is no section ## " + heading);
          return "";
        });
  }

  private List<Hypothesis> analysis() {
    var hypotheses = new ArrayList<Hypothesis>();
    for (var section : of("Analysis")) {
      for (var step : section.sections("### ")) {
        hypotheses.add(hypothesis(step));
      }
    }
    return hypotheses;
  }

  private Hypothesis hypothesis(Section section) {
    var heading = section.heading();
    var kind =
        Step.Kind.marked(heading)
            .orElseGet(() -> {
              fault(
                  section.line(),
                  "a step is ### Rival: … (another cause that looks alike) or ### Cause: … (part of"
                      + " this one)");
              return Step.Kind.CAUSE;
            });
    var words = heading.substring(heading.indexOf(':') + 1).strip();
    return new Hypothesis(kind, reader(section).block(words, section.line()));
  }

  private BlockReader reader(Section section) {
    return new BlockReader(page.file(), faults).read(section.body(), section.line() + 1);
  }

  private List<View> given() {
    return of(GIVEN).stream()
        .map(section ->
            ViewReader.given(
                page.file(), section, section.heading().substring(GIVEN.length()), faults))
        .toList();
  }

  private List<Detect> detects() {
    var detects = new ArrayList<Detect>();
    for (var section : of(DETECT)) {
      var reader = reader(section);
      if (reader.sentence().isEmpty()) {
        fault(
            section.line(),
            "there is no sentence under ## "
                + section.heading()
                + "; it is a line that begins with >");
      }
      detects.add(
          new Detect(
              reader.sentence(),
              reader.sentenceLine(),
              reader.block(section.heading().substring(DETECT.length()), section.line())));
    }
    if (detects.isEmpty()) {
      fault(1, "there is no section ## Detect: …");
    }
    return detects;
  }

  private List<RunbookStep> steps() {
    var steps = new ArrayList<RunbookStep>();
    var before = new ArrayList<String>();
    for (var section : of(STEP)) {
      var reader = BlockReader.ofStep(page.file(), faults).read(section.body(), section.line() + 1);
      var heading = section.heading().substring(STEP.length()).strip();
      var text = String.join("\n", reader.prose()).strip();
      if (text.isEmpty()) {
        fault(section.line(), "\"" + heading + "\" does not say what to do");
      }
      for (var name : reader.after()) {
        if (!before.contains(name)) {
          fault(section.line(), "(after: " + name + ") names no step before this one");
        }
      }
      if (before.contains(heading)) {
        fault(section.line(), "a second section ## " + section.heading());
      }
      before.add(heading);
      steps.add(
          new RunbookStep(
              reader.after(), text, reader.proseLine(), reader.block(heading, section.line())));
    }
    return steps;
  }

  private Remedy remedy() {
    var sections = of("Remedy");
    if (sections.isEmpty()) {
      fault(1, "there is no section ## Remedy");
      return new Remedy(Optional.empty(), "", 1);
    }
    var section = sections.getFirst();
    int length = BlockReader.leadingSql(section.body());
    var block =
        new BlockReader(page.file(), faults)
            .read(section.body().subList(0, length), section.line() + 1)
            .optionalBlock("Remedy");
    var rest =
        new Section(
            section.heading(),
            section.body().subList(length, section.body().size()),
            section.line() + length);
    return new Remedy(block, rest.text(), rest.textLine());
  }

  private void fault(int line, String what) {
    faults.add(page.file() + ":" + line + ": " + what);
  }
}
