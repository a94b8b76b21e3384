package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Block;
import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Examines notes on one snapshot.
///
/// A block is run only if every relation that it neither negates nor marks as optional has rows; so
/// on a healthy host hardly any SQL is executed.
public final class Examination {

  /// A note's query takes milliseconds; one that takes this long is no use to anybody.
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Snapshot snapshot;
  private final SnapshotDatabase database;
  private final Map<String, List<SignalHits>> signalsByNote;
  private final Parameters parameters;

  /// @param signalsByNote the hits of each note's signals, by the note's id
  public Examination(
      Snapshot snapshot,
      SnapshotDatabase database,
      Map<String, List<SignalHits>> signalsByNote,
      Parameters parameters) {
    this.snapshot = snapshot;
    this.database = database;
    this.signalsByNote = signalsByNote;
    this.parameters = parameters;
  }

  /// What the note says of the snapshot: one verdict, or one finding a subject.
  public List<Verdict> examine(Note note) {
    try {
      return new OfNote(note).verdicts();
    } catch (QueryFailure e) {
      return List.of(new Verdict.Failed(note.label(), label(), e.getMessage()));
    }
  }

  private SnapshotLabel label() {
    return new SnapshotLabel(snapshot.source(), snapshot.facts().host());
  }

  /// What running one block came to.
  ///
  /// @param missing what it needed and lacked; empty if it could conclude
  private record Outcome(Answer answer, boolean complete, List<String> missing) {

    static Outcome lacking(List<String> missing) {
      return new Outcome(new Answer(List.of(), List.of(), false), false, missing);
    }

    boolean found() {
      return !answer.isEmpty();
    }
  }

  /// One note on this snapshot.
  private final class OfNote {

    private final Note note;
    private final List<SignalHits> signals;
    private boolean signalsInUse;

    OfNote(Note note) {
      this.note = note;
      this.signals = signalsByNote.getOrDefault(note.id(), List.of());
    }

    List<Verdict> verdicts() throws QueryFailure {
      if (isNotApplicable()) {
        return List.of(new Verdict.NotApplicable(note.label(), label()));
      }
      var outcomes = new ArrayList<Outcome>();
      for (var block : note.detects()) {
        outcomes.add(run(block));
      }
      var walk = walk();
      if (outcomes.stream().anyMatch(Outcome::found)) {
        return findings(outcomes, walk);
      }
      if (outcomes.stream().anyMatch(Outcome::complete)) {
        return List.of(new Verdict.Clear(note.label(), label(), walk));
      }
      return List.of(new Verdict.NoEvidence(note.label(), label(), walk, missing(outcomes)));
    }

    private boolean isNotApplicable() {
      return note.applies().stream().anyMatch(name -> coverage(name).isComplete() && isEmpty(name));
    }

    private List<Step> walk() throws QueryFailure {
      var walk = new ArrayList<Step>();
      for (var hypothesis : note.analysis()) {
        var outcome = run(hypothesis);
        walk.add(
            outcome.found()
                ? new Step(hypothesis.heading(), Step.Outcome.SUPPORTED, List.of())
                : outcome.complete()
                    ? new Step(hypothesis.heading(), Step.Outcome.RULED_OUT, List.of())
                    : new Step(hypothesis.heading(), Step.Outcome.UNKNOWN, outcome.missing()));
      }
      return walk;
    }

    private Outcome run(Block block) throws QueryFailure {
      var lacking = lacking(block);
      if (!lacking.isEmpty()) {
        return Outcome.lacking(lacking);
      }
      var answer = canHaveRows(block) ? select(block) : new Answer(List.of(), List.of(), false);
      // Only now it is known whether a table was cut by DuckDB's caps.
      var cut = lacking(block);
      if (!cut.isEmpty()) {
        return Outcome.lacking(cut);
      }
      var partial = partial(block);
      if (block.findsOnly()) {
        return new Outcome(answer, false, List.of("\"" + block.heading() + "\" can only find"));
      }
      return new Outcome(answer, partial.isEmpty(), partial);
    }

    /// What is absent, and what is partial although the block concludes from its emptiness.
    private List<String> lacking(Block block) {
      var lacking = new ArrayList<String>();
      for (var name : block.relations()) {
        var coverage = coverage(name);
        boolean needed =
            block.negates().contains(name) ? !coverage.isComplete() : !coverage.isThere();
        if (needed && !block.optional().contains(name)) {
          lacking.add(missing(name, coverage));
        }
      }
      return lacking;
    }

    private List<String> partial(Block block) {
      return block.relations().stream()
          .filter(name -> !block.optional().contains(name) && !coverage(name).isComplete())
          .map(name -> missing(name, coverage(name)))
          .toList();
    }

    private boolean canHaveRows(Block block) {
      return block.relations().stream()
          .filter(name -> !block.negates().contains(name) && !block.optional().contains(name))
          .noneMatch(this::isEmpty);
    }

    private Answer select(Block block) throws QueryFailure {
      if (!signalsInUse) {
        database.useSignals(signals);
        signalsInUse = true;
      }
      return database.select(parameters.fill(note, block.sql()), DEADLINE);
    }

    private Coverage coverage(String relation) {
      return relation.startsWith(SIGNAL)
          ? signal(relation).coverage()
          : database.coverage(relation);
    }

    private boolean isEmpty(String relation) {
      return relation.startsWith(SIGNAL)
          ? signal(relation).hits().isEmpty()
          : database.isEmpty(relation);
    }

    private SignalHits signal(String relation) {
      var name = relation.substring(SIGNAL.length());
      return signals.stream()
          .filter(signal -> signal.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(note.id() + " has no signal " + name));
    }

    private String missing(String relation, Coverage coverage) {
      return relation + ": " + coverage.reason();
    }

    private List<String> missing(List<Outcome> outcomes) {
      Set<String> missing = new LinkedHashSet<>();
      outcomes.forEach(outcome -> missing.addAll(outcome.missing()));
      return List.copyOf(missing);
    }

    private List<Verdict> findings(List<Outcome> outcomes, List<Step> walk) throws QueryFailure {
      var findings = new FindingsBySubject(note, label(), new Citations(snapshot.ledger()));
      for (var outcome : outcomes) {
        findings.add(outcome.answer());
      }
      return findings.verdicts(walk);
    }
  }

  private static final String SIGNAL = "signal.";
}
