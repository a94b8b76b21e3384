package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Block;
import dev.casebook.diagnosis.NoteEvidence.Outcome;
import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One note examined on one snapshot: its blocks are run, its walk is walked, and a conclusion is
/// drawn from both.
final class NoteExamination {

  private final Note note;
  private final SnapshotLabel snapshot;
  private final NoteEvidence evidence;
  private final Citations citations;

  NoteExamination(Note note, SnapshotLabel snapshot, NoteEvidence evidence, Citations citations) {
    this.note = note;
    this.snapshot = snapshot;
    this.evidence = evidence;
    this.citations = citations;
  }

  List<Draft> drafts() throws QueryFailure {
    var outcomes = run(note.detects());
    if (outcomes.stream().anyMatch(Outcome::found)) {
      return findings(outcomes, walk());
    }
    if (evidence.isOfNothingHere()) {
      return List.of(Draft.of(new Verdict.NotApplicable(note.label(), snapshot)));
    }
    var unjudged = evidence.unjudged(outcomes);
    boolean clear = unjudged.isEmpty() && outcomes.stream().anyMatch(Outcome::isClear);
    return List.of(clear ? clear(walk()) : noEvidence(outcomes, unjudged, walk()));
  }

  private List<Outcome> run(List<Block> blocks) throws QueryFailure {
    var outcomes = new ArrayList<Outcome>();
    for (var block : blocks) {
      outcomes.add(evidence.run(block));
    }
    return outcomes;
  }

  private Walk walk() throws QueryFailure {
    var steps = new ArrayList<Walk.Stage>();
    for (var outcome : run(note.analysis())) {
      steps.add(new Walk.Stage(outcome, first(outcome.answer())));
    }
    return new Walk(steps);
  }

  /// The first line that rows name; none if they name none.
  private List<Long> first(Answer answer) throws QueryFailure {
    var origins = new ArrayList<Long>();
    for (var row : answer.rows()) {
      origins.addAll(Origins.of(answer, row, citations));
    }
    return origins.stream().sorted().limit(1).toList();
  }

  private List<Draft> findings(List<Outcome> outcomes, Walk walk) throws QueryFailure {
    var findings = new FindingsBySubject(note, snapshot, citations, evidence.shortcoming(outcomes));
    for (var outcome : outcomes) {
      findings.add(outcome.answer());
    }
    return findings.drafts(walk);
  }

  private Draft clear(Walk walk) {
    return new Draft(
        walk.cited(), quotes -> new Verdict.Clear(note.label(), snapshot, walk.steps(quotes)));
  }

  private Draft noEvidence(List<Outcome> outcomes, List<Long> unjudged, Walk walk) {
    Set<String> missing = new LinkedHashSet<>();
    outcomes.stream()
        .filter(outcome -> unjudged.isEmpty() || !outcome.ran())
        .forEach(outcome -> missing.addAll(outcome.missing()));
    var cited = new LinkedHashSet<>(walk.cited());
    cited.addAll(unjudged);
    return new Draft(
        cited,
        quotes ->
            new Verdict.NoEvidence(
                note.label(),
                snapshot,
                walk.steps(quotes),
                List.copyOf(missing),
                quotes.of(unjudged)));
  }

  /// The author's analysis as far as this snapshot tells.
  record Walk(List<Stage> stages) {

    Walk {
      stages = List.copyOf(stages);
    }

    /// @param first the origin of the first line that supports the hypothesis, if there is one
    record Stage(Outcome outcome, List<Long> first) {}

    Set<Long> cited() {
      var cited = new LinkedHashSet<Long>();
      stages.forEach(stage -> cited.addAll(stage.first()));
      return cited;
    }

    List<Step> steps(Draft.Quotes quotes) {
      return stages.stream().map(stage -> step(stage, quotes)).toList();
    }

    private static Step step(Stage stage, Draft.Quotes quotes) {
      var hypothesis = stage.outcome().block().heading();
      if (stage.outcome().found()) {
        return Step.supported(hypothesis, quotes.of(stage.first()));
      }
      return stage.outcome().isClear()
          ? Step.ruledOut(hypothesis)
          : Step.unknown(hypothesis, stage.outcome().missing());
    }
  }
}
