package dev.casebook.diagnosis;

import dev.casebook.diagnosis.NoteEvidence.Outcome;
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
    var outcomes = run(note.detects().stream().map(Note.Detect::block).toList());
    if (outcomes.stream().anyMatch(Outcome::found)) {
      return findings(outcomes, walk());
    }
    if (evidence.isOfNothingHere()) {
      return List.of(Draft.of(new Verdict.NotApplicable(note.label(), snapshot)));
    }
    var unjudged = evidence.unjudged(outcomes);
    boolean clear = unjudged.isEmpty() && outcomes.stream().anyMatch(Outcome::isClear);
    return List.of(clear ? clear(outcomes, walk()) : noEvidence(outcomes, unjudged, walk()));
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
    for (var hypothesis : note.analysis()) {
      var outcome = evidence.run(hypothesis.block());
      var rows = Holding.of(outcome.answer());
      steps.add(
          new Walk.Stage(
              hypothesis,
              outcome,
              rows.holds(),
              rows.deciding(citations),
              evidence.searched(outcome)));
    }
    return new Walk(steps);
  }

  /// What the remedy does about each finding; none where there is none.
  List<Prescription> prescriptions() throws QueryFailure {
    var outcomes = run(note.detects().stream().map(Note.Detect::block).toList());
    return outcomes.stream().anyMatch(Outcome::found)
        ? bySubject(outcomes).prescriptions()
        : List.of();
  }

  private List<Draft> findings(List<Outcome> outcomes, Walk walk) throws QueryFailure {
    return bySubject(outcomes).drafts(walk);
  }

  private FindingsBySubject bySubject(List<Outcome> outcomes) throws QueryFailure {
    var findings =
        new FindingsBySubject(
            note, snapshot, citations, evidence.printed(), evidence.shortcoming(outcomes));
    for (int i = 0; i < outcomes.size(); i++) {
      findings.add(note.detects().get(i), outcomes.get(i).answer());
    }
    var block = note.remedy().block();
    if (block.isPresent()) {
      findings.addRemedy(evidence.remedy(block.get(), outcomes));
    }
    return findings;
  }

  private Draft clear(List<Outcome> outcomes, Walk walk) {
    var proof =
        outcomes.stream()
            .filter(Outcome::isClear)
            .map(outcome -> outcome.block().heading())
            .toList();
    return new Draft(
        walk.cited(),
        quotes -> new Verdict.Clear(note.label(), snapshot, proof, walk.steps(quotes)));
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

    /// @param holds whether a row supports the step; false too where there is none
    /// @param deciding the origin of the line that decided, if there is one
    /// @param searched what was gone through, for the case that nothing was found in it
    record Stage(
        Note.Hypothesis hypothesis,
        Outcome outcome,
        boolean holds,
        List<Long> deciding,
        List<String> searched) {}

    Set<Long> cited() {
      var cited = new LinkedHashSet<Long>();
      stages.forEach(stage -> cited.addAll(stage.deciding()));
      return cited;
    }

    List<Step> steps(Draft.Quotes quotes) {
      return stages.stream().map(stage -> step(stage, quotes)).toList();
    }

    private static Step step(Stage stage, Draft.Quotes quotes) {
      var kind = stage.hypothesis().kind();
      var words = stage.hypothesis().block().heading();
      var outcome = stage.outcome();
      if (stage.holds()) {
        return Step.supported(kind, words, quotes.of(stage.deciding()));
      }
      if (outcome.found()) {
        return Step.ruledOut(kind, words, quotes.of(stage.deciding()), List.of());
      }
      return outcome.isClear()
          ? Step.ruledOut(kind, words, List.of(), stage.searched())
          : Step.unknown(kind, words, outcome.missing());
    }
  }
}
