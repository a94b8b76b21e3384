package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Select;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.verdicts.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a snapshot holds for one note, and what its blocks come to there.
///
/// A block is run only if all that it needs has rows; so on a healthy host hardly any SQL is
/// executed.
final class NoteEvidence implements AutoCloseable {

  private final Note note;
  private final Parameters parameters;
  private final SnapshotRelations tables;
  private final Scope scope;
  private final Judgement judgement;
  private final Map<String, ViewRelation> given = new HashMap<>();

  /// @param signals the hits of the note's own signals
  NoteEvidence(
      Note note,
      SnapshotRelations tables,
      Views views,
      List<SignalHits> signals,
      Parameters parameters) {
    this.note = note;
    this.parameters = parameters;
    this.tables = tables;
    var pages = note.views().stream().collect(Collectors.toMap(View::name, each -> each));
    this.scope =
        new Scope(
            note.id(),
            definitions(note),
            signals,
            tables,
            name -> {
              var own = given.get(name);
              var page = pages.get(name);
              return own != null || page == null ? own : views.of(page, pages);
            });
    note.given().forEach(view -> given.put(view.name(), given(view)));
    this.judgement = new Judgement(scope);
  }

  /// What makes one host's program tell says nothing of another's.
  private static List<SignalDefinition> definitions(Note note) {
    return note.header().scope() == NoteHeader.Scope.together
        ? note.signals().stream().map(SignalDefinition::withoutSpeaking).toList()
        : note.signals();
  }

  private ViewRelation given(View view) {
    return new MadeView(view, parameters.fill(note, view.block().sql()), scope, tables);
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

  private static final Answer NOTHING = new Answer(List.of(), List.of(), false);

  Outcome run(Block block) throws QueryFailure {
    var lacking = judgement.lacking(block.demand());
    if (!lacking.isEmpty()) {
      return new Outcome(block, NOTHING, false, lacking);
    }
    var answer =
        judgement.canHaveRows(block.demand())
            ? scope.select(sql(block), block.relations())
            : NOTHING;
    // Only now it is known whether a table was cut by DuckDB's caps.
    var cut = judgement.lacking(block.demand());
    if (!cut.isEmpty()) {
      return new Outcome(block, NOTHING, false, cut);
    }
    var partial = new ArrayList<String>();
    if (!block.marks().findsOnly().isEmpty()) {
      partial.add("\"" + block.heading() + "\" can only find: " + block.marks().findsOnly());
    }
    partial.addAll(judgement.partial(block));
    return new Outcome(block, answer, true, partial);
  }

  private String sql(Block block) {
    return parameters.fill(note, block.sql());
  }

  /// The rows of the remedy's block, over what the Detects found.
  ///
  /// @param outcomes of the Detects, in order
  Answer remedy(Block block, List<Outcome> outcomes) throws QueryFailure {
    var found =
        outcomes.stream()
            .map(outcome ->
                "SELECT * FROM ("
                    + Select.withoutEnd(sql(outcome.block()))
                    + "\n)"
                    + (outcome.found() ? "" : " WHERE false"))
            .collect(Collectors.joining("\nUNION ALL BY NAME "));
    var names = new LinkedHashSet<>(block.relations());
    outcomes.forEach(outcome -> names.addAll(outcome.block().relations()));
    names.remove(Note.FOUND);
    return scope.select(
        "WITH "
            + Note.FOUND
            + " AS ("
            + found
            + ")\nSELECT * FROM ("
            + Select.withoutEnd(sql(block))
            + "\n)",
        names);
  }

  /// What a block went through, for people; empty if it was not run.
  List<String> searched(Outcome outcome) throws QueryFailure {
    return outcome.ran() ? scope.searched(outcome.block().demand()) : List.of();
  }

  /// How values are told: as the snapshot's evidence allows, in the note's language.
  Printed printed() {
    return new Printed(
        tables.zoneKnown() || scope.areTimesZoned(note.relations()), note.language());
  }

  /// What has to be known of a finding's numbers where not all hits were kept; empty if they were.
  String shortcoming(List<Outcome> outcomes) {
    var told = new LinkedHashSet<String>();
    outcomes.stream()
        .filter(Outcome::found)
        .flatMap(outcome -> outcome.block().relations().stream())
        .forEach(name -> {
          scope.shortcoming(name).ifPresent(told::add);
          if (scope.relation(name) instanceof ViewRelation view) {
            view.tellShortcomings(told::add);
          }
        });
    return told.isEmpty() ? "" : " The numbers are minimums: " + String.join("; ", told) + ".";
  }

  /// The first line of each signal that tells of the problem in a block which could not be run, so
  /// that nobody knows what the line means.
  List<Long> unjudged(List<Outcome> outcomes) throws QueryFailure {
    var lines = new LinkedHashSet<Long>();
    for (var outcome : outcomes) {
      var own = new LinkedHashSet<Long>();
      scope.neededSignals(outcome.block().demand(), own);
      if (!own.isEmpty() && !outcome.ran() && judgement.couldHaveRows(outcome.block().demand())) {
        lines.addAll(own);
      }
    }
    return lines.stream().sorted().toList();
  }

  /// Whether nothing that the note is about is installed, and no log tells of it.
  boolean isOfNothingHere() throws QueryFailure {
    var things = note.header().applies();
    if (things.isEmpty() || scope.hasHits(note.relations())) {
      return false;
    }
    var installed = tables.installed();
    return installed.isPresent() && things.stream().noneMatch(installed.get()::has);
  }

  /// What the blocks name, for the note's author.
  List<Explanation.Named> named() throws QueryFailure {
    var named = new ArrayList<Explanation.Named>();
    var seen = new HashSet<String>();
    for (var block : note.blocks()) {
      for (var name : block.relations()) {
        if (!name.equals(Note.FOUND)) {
          scope.name("", name, seen, named);
        }
      }
    }
    return named.stream().sorted(Comparator.comparing(Explanation.Named::name)).toList();
  }

  /// What each block comes to, for the note's author.
  List<Explanation.Examined> examined() throws QueryFailure {
    var examined = new ArrayList<Explanation.Examined>();
    for (var hypothesis : note.analysis()) {
      var kind = hypothesis.kind() == Step.Kind.RIVAL ? "Rival: " : "Cause: ";
      examined.add(examined(kind, hypothesis.block()));
    }
    for (var view : note.given()) {
      examined.add(examined("Given: ", view.block()));
    }
    for (var detect : note.detects()) {
      examined.add(examined("Detect: ", detect.block()));
    }
    return examined;
  }

  private Explanation.Examined examined(String kind, Block block) throws QueryFailure {
    var outcome = run(block);
    boolean spared = outcome.ran() && !judgement.canHaveRows(block.demand());
    var first =
        spared
            ? List.of("(not run, since something that it needs has no rows)")
            : outcome.answer().rows().stream()
                .limit(SHOWN_ROWS_MAX)
                .map(row -> row(outcome, row))
                .toList();
    return new Explanation.Examined(
        kind + block.heading(),
        block.demand().told(),
        outcome.ran(),
        outcome.missing(),
        outcome.answer().rows().size(),
        first);
  }

  /// An author reads a few rows.
  private static final int SHOWN_ROWS_MAX = 3;

  private String row(Outcome outcome, @Nullable Object[] row) {
    var cells = new ArrayList<String>();
    var printed = printed();
    for (int i = 0; i < row.length; i++) {
      var column = outcome.answer().columns().get(i);
      var cell = row[i];
      if (!Origins.isNamed(column)) {
        cells.add(column + "=" + (cell == null ? "NULL" : printed.of(column, cell)));
      }
    }
    return String.join(", ", cells);
  }

  /// Forgets what is the note's own.
  @Override
  public void close() {
    given.values().forEach(ViewRelation::drop);
  }
}
