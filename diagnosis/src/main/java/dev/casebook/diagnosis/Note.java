package dev.casebook.diagnosis;

import dev.casebook.signals.SignalPattern;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A troubleshooting note: what a person wrote down of one known problem, and how to know it. The
/// form is told in `notes/README.md`.
///
/// @param file its `note.md`
/// @param header the facts in its YAML
/// @param analysis the steps of the author's walk, in order
/// @param given its own views
/// @param detects the ways to know the problem
/// @param causeLine where the cause is told
/// @param steps of a runbook, in order; a note has none
/// @param experimental no `fires/` evidence stands beside it
/// @param chinese its prose and sentences in Chinese
/// @param language in which its prose and sentences are
/// @param views every view that it reaches, its own first
public record Note(
    Path file,
    NoteHeader header,
    String symptom,
    List<Hypothesis> analysis,
    List<View> given,
    List<Detect> detects,
    String cause,
    int causeLine,
    Remedy remedy,
    List<RunbookStep> steps,
    boolean experimental,
    Optional<Translation> chinese,
    Language language,
    List<View> views)
    implements NoteIndex.Content {

  /// What the remedy's block calls the rows of all Detects.
  static final String FOUND = "found";

  public Note {
    analysis = List.copyOf(analysis);
    given = List.copyOf(given);
    detects = List.copyOf(detects);
    steps = List.copyOf(steps);
    views = List.copyOf(views);
  }

  /// One step of the analysis.
  public record Hypothesis(Step.Kind kind, Block block) {}

  /// A way to know the problem.
  ///
  /// @param sentence what is said where it returns rows; see [Sentence]
  /// @param line of the sentence
  public record Detect(String sentence, int line, Block block) {}

  /// What to do.
  ///
  /// @param block over `found`, the rows of all Detects; its columns fill the text
  /// @param line of the text
  public record Remedy(Optional<Block> block, String text, int line) {}

  public String id() {
    return header.id();
  }

  public String title() {
    return header.title();
  }

  public Severity severity() {
    return header.severity();
  }

  public List<SignalDefinition> signals() {
    return header.signals();
  }

  public NoteLabel label() {
    return new NoteLabel(id(), title(), severity(), experimental, false);
  }

  /// The same note, each block as this makes it.
  Note with(UnaryOperator<Block> change) {
    return but(
        header.with(change),
        analysis.stream().map(h -> new Hypothesis(h.kind(), change.apply(h.block()))).toList(),
        given.stream().map(view -> view.with(change)).toList(),
        detects.stream()
            .map(d -> new Detect(d.sentence(), d.line(), change.apply(d.block())))
            .toList(),
        new Remedy(remedy.block().map(change), remedy.text(), remedy.line()),
        steps.stream().map(step -> step.with(change.apply(step.block()))).toList(),
        chinese,
        views.stream().map(view -> view.with(change)).toList());
  }

  /// The same note with the views that it reaches.
  Note reaching(List<View> reached) {
    return but(header, analysis, given, detects, remedy, steps, chinese, reached);
  }

  /// The same note with a translation.
  Note translated(Translation translation) {
    return but(header, analysis, given, detects, remedy, steps, Optional.of(translation), views);
  }

  private Note but(
      NoteHeader header,
      List<Hypothesis> analysis,
      List<View> given,
      List<Detect> detects,
      Remedy remedy,
      List<RunbookStep> steps,
      Optional<Translation> chinese,
      List<View> views) {
    return new Note(
        file,
        header,
        symptom,
        analysis,
        given,
        detects,
        cause,
        causeLine,
        remedy,
        steps,
        experimental,
        chinese,
        language,
        views);
  }

  /// The same note told in a language, as far as it is translated.
  Note in(Language wanted) {
    if (wanted == Language.ENGLISH || chinese.isEmpty()) {
      return this;
    }
    var words = chinese.get();
    boolean fits =
        words.steps().size() == analysis.size()
            && words.detects().size() == detects.size()
            && words.runbook().size() == steps.size();
    return fits ? in(words) : this;
  }

  private Note in(Translation words) {
    var steps = new ArrayList<Hypothesis>();
    for (int i = 0; i < analysis.size(); i++) {
      var step = analysis.get(i);
      steps.add(new Hypothesis(step.kind(), step.block().headed(words.steps().get(i))));
    }
    var sentences = new ArrayList<Detect>();
    for (int i = 0; i < detects.size(); i++) {
      var told = words.detects().get(i);
      sentences.add(
          new Detect(told.sentence(), told.line(), detects.get(i).block().headed(told.heading())));
    }
    return new Note(
        file,
        header.titled(words.title()),
        words.symptom(),
        steps,
        given,
        sentences,
        words.cause(),
        causeLine,
        new Remedy(remedy.block(), words.remedy(), remedy.line()),
        runbookIn(words),
        experimental,
        chinese,
        Language.CHINESE,
        views);
  }

  private List<RunbookStep> runbookIn(Translation words) {
    var headings = steps.stream().map(RunbookStep::heading).toList();
    var told = new ArrayList<RunbookStep>();
    for (int i = 0; i < steps.size(); i++) {
      var after =
          steps.get(i).after().stream()
              .map(each -> words.runbook().get(headings.indexOf(each)).heading())
              .toList();
      told.add(steps.get(i).told(words.runbook().get(i), after));
    }
    return told;
  }

  /// Whether it is walked and says no verdict.
  public boolean isRunbook() {
    return header.kind() == NoteHeader.Kind.runbook;
  }

  /// What is looked for in logs for it and the views that it reaches.
  public Stream<SignalPattern> patterns() {
    return Stream.concat(
        signals().stream().map(signal -> signal.of(id())),
        views.stream().flatMap(view -> view.patterns().stream()));
  }

  /// Its blocks, not those of views.
  public List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    analysis.forEach(hypothesis -> blocks.add(hypothesis.block()));
    given.forEach(view -> blocks.add(view.block()));
    detects.forEach(detect -> blocks.add(detect.block()));
    remedy.block().ifPresent(blocks::add);
    steps.forEach(step -> blocks.add(step.block()));
    return blocks;
  }

  /// Every table, view and signal that its own blocks name.
  Set<String> named() {
    var all = new TreeSet<String>();
    blocks().forEach(block -> all.addAll(block.relations()));
    return all;
  }

  /// Every table, view and signal that its blocks and views name, and the tables that tell what is
  /// installed and whether a signal is silent, where that matters.
  public Set<String> relations() {
    var all = new TreeSet<>(header.applies().isEmpty() ? List.of() : Installed.TABLES);
    all.addAll(named());
    signals().forEach(signal -> all.addAll(signal.relations()));
    views.forEach(view -> all.addAll(view.relations()));
    return all;
  }

  /// A number or word in the note's SQL that a user may set: `$name`.
  ///
  /// @param unit of the value, for people; may be empty
  public record Parameter(String name, String value, String unit) {}
}
