package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Block;
import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a snapshot holds for one note: the snapshot's tables and the note's own signals.
///
/// A block is run only if every relation that it neither negates nor marks as optional has rows; so
/// on a healthy host hardly any SQL is executed.
final class NoteEvidence {

  private static final String SIGNAL = "signal.";

  private final Note note;
  private final SnapshotRelations relations;
  private final List<SignalHits> signals;
  private final Parameters parameters;
  private boolean signalsInUse;

  NoteEvidence(
      Note note, SnapshotRelations relations, List<SignalHits> signals, Parameters parameters) {
    this.note = note;
    this.relations = relations;
    this.signals = signals;
    this.parameters = parameters;
  }

  /// What running one block came to.
  ///
  /// @param ran whether all that it needs was there
  /// @param missing why its lack of rows would prove nothing; empty if it would
  record Outcome(Block block, Answer answer, boolean ran, List<String> missing) {

    Outcome {
      missing = List.copyOf(missing);
    }

    boolean found() {
      return !answer.isEmpty();
    }

    /// Whether nothing was found where everything was looked at.
    boolean isClear() {
      return !found() && missing.isEmpty();
    }
  }

  Outcome run(Block block) throws QueryFailure {
    var lacking = lacking(block);
    if (!lacking.isEmpty()) {
      return new Outcome(block, NOTHING, false, lacking);
    }
    var answer = canHaveRows(block) ? select(block) : NOTHING;
    // Only now it is known whether a table was cut by DuckDB's caps.
    var cut = lacking(block);
    if (!cut.isEmpty()) {
      return new Outcome(block, NOTHING, false, cut);
    }
    return new Outcome(block, answer, true, partial(block));
  }

  private static final Answer NOTHING = new Answer(List.of(), List.of(), false);

  /// Why the block can't be run: what is absent, and what is not whole although the block concludes
  /// from its lack of rows.
  private List<String> lacking(Block block) throws QueryFailure {
    var lacking = new ArrayList<String>();
    for (var name : block.relations()) {
      var coverage = coverage(name);
      boolean lacks =
          switch (block.role(name)) {
            case NEEDED -> !coverage.isThere();
            case NEGATED -> !coverage.isComplete();
            case OPTIONAL -> kept(name) == Kept.SOME;
          };
      if (lacks) {
        lacking.add(missing(name, coverage));
      }
    }
    return lacking;
  }

  private List<String> partial(Block block) throws QueryFailure {
    var partial = new ArrayList<String>();
    if (block.findsOnly()) {
      partial.add("\"" + block.heading() + "\" can only find");
    }
    for (var name : block.relations()) {
      boolean concludes = block.role(name) != Block.Role.OPTIONAL || kept(name) != Kept.ALL;
      if (concludes && !coverage(name).isComplete()) {
        partial.add(missing(name, coverage(name)));
      }
    }
    return partial;
  }

  private boolean canHaveRows(Block block) throws QueryFailure {
    for (var name : block.relations()) {
      if (block.role(name) == Block.Role.NEEDED && isEmpty(name)) {
        return false;
      }
    }
    return true;
  }

  private Answer select(Block block) throws QueryFailure {
    if (!signalsInUse) {
      relations.use(signals);
      signalsInUse = true;
    }
    return relations.select(parameters.fill(note, block.sql()));
  }

  private Coverage coverage(String relation) throws QueryFailure {
    return relation.startsWith(SIGNAL) ? signal(relation).coverage() : relations.coverage(relation);
  }

  private boolean isEmpty(String relation) throws QueryFailure {
    return relation.startsWith(SIGNAL)
        ? signal(relation).hits().isEmpty()
        : relations.isEmpty(relation);
  }

  /// Whether rows were left out that were seen, so that their absence says nothing.
  private Kept kept(String relation) {
    return relation.startsWith(SIGNAL) ? signal(relation).kept() : Kept.ALL;
  }

  /// What has to be known of a finding's numbers where not all hits were kept; empty if they were.
  String shortcoming(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome::found)
        .flatMap(outcome -> outcome.block().relations().stream())
        .filter(name -> kept(name) != Kept.ALL)
        .distinct()
        .map(name -> {
          var signal = signal(name);
          return "of the %,d hits of %s, %,d were kept"
              .formatted(signal.count(), name, signal.hits().size());
        })
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining("; "),
                told -> told.isEmpty() ? "" : " The numbers are minimums: " + told + "."));
  }

  private SignalHits signal(String relation) {
    var name = relation.substring(SIGNAL.length());
    return signals.stream()
        .filter(signal -> signal.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(note.id() + " has no signal " + name));
  }

  private static String missing(String relation, Coverage coverage) {
    return relation + ": " + coverage.reason();
  }

  /// The first line of each signal that tells of the problem in a block which could not be run, so
  /// that nobody knows what the line means.
  List<Long> unjudged(List<Outcome> outcomes) throws QueryFailure {
    var lines = new ArrayList<Long>();
    for (var outcome : outcomes) {
      if (!outcome.ran() && canHaveRowsOfWhatIsThere(outcome.block())) {
        outcome.block().relations().stream()
            .filter(
                name -> name.startsWith(SIGNAL) && outcome.block().role(name) == Block.Role.NEEDED)
            .flatMap(name -> signal(name).hits().stream().limit(1))
            .forEach(hit -> lines.add(hit.origin()));
      }
    }
    return lines.stream().distinct().sorted().toList();
  }

  private boolean canHaveRowsOfWhatIsThere(Block block) throws QueryFailure {
    for (var name : block.relations()) {
      if (block.role(name) == Block.Role.NEEDED && coverage(name).isComplete() && isEmpty(name)) {
        return false;
      }
    }
    return true;
  }

  /// Whether nothing that the note is about is installed, and no log tells of it.
  boolean isOfNothingHere() throws QueryFailure {
    if (note.applies().isEmpty() || signals.stream().anyMatch(s -> !s.hits().isEmpty())) {
      return false;
    }
    var installed = relations.installed();
    return installed.isPresent() && note.applies().stream().noneMatch(installed.get()::has);
  }
}
