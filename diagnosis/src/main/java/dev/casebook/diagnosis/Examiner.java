package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Derived;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.signals.SignalPattern;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Says what notes say of one snapshot. It is total: whatever fails, be it a parser, a query or the
/// memory for one table, is a value of the note that needed it, and the other notes go on.
///
/// Notes are examined first, and the lines that prove what they say are read afterwards, all in one
/// pass over each artifact.
public final class Examiner implements AutoCloseable {

  private final SnapshotLabel label;
  private final Citations citations;
  private final SnapshotDatabase database;
  private final SnapshotRelations relations;
  private final Views views;
  private final Map<String, List<SignalHits>> signalsByNote;
  private final String signalsFailure;
  private final Parameters parameters;

  /// @param signalsByNote the hits of each note's signals, by the note's id
  public Examiner(
      Snapshot snapshot,
      Catalogue catalogue,
      Map<String, List<SignalHits>> signalsByNote,
      Parameters parameters) {
    this(snapshot, catalogue, signalsByNote, "they were not looked for", parameters);
  }

  private Examiner(
      Snapshot snapshot,
      Catalogue catalogue,
      Map<String, List<SignalHits>> signalsByNote,
      String signalsFailure,
      Parameters parameters) {
    this.label = label(snapshot);
    this.citations = new Citations(snapshot.ledger());
    this.database = new SnapshotDatabase(snapshot, catalogue);
    this.relations = new SnapshotRelations(database, snapshot.facts().zoneIfKnown() != null);
    this.views = new Views(relations, signalsByNote);
    this.signalsByNote = signalsByNote;
    this.signalsFailure = signalsFailure;
    this.parameters = parameters;
  }

  private Examiner(
      Examiner alike, SnapshotLabel label, Map<String, List<SignalHits>> signalsByNote) {
    this.label = label;
    this.citations = alike.citations;
    this.database = alike.database;
    this.relations = alike.relations;
    this.views = new Views(relations, signalsByNote);
    this.signalsByNote = signalsByNote;
    this.signalsFailure = alike.signalsFailure;
    this.parameters = alike.parameters;
  }

  /// For another snapshot with the same ledger and tables, over the same database: of the hosts
  /// that one log names there may be a thousand. Closing either closes both.
  public Examiner of(Snapshot snapshot, Map<String, List<SignalHits>> signalsByNote) {
    return new Examiner(this, label(snapshot), signalsByNote);
  }

  /// For a snapshot whose logs could not be searched: only notes without signals can be examined.
  public static Examiner withoutSignals(
      Snapshot snapshot, Catalogue catalogue, Throwable failure, Parameters parameters) {
    return new Examiner(snapshot, catalogue, Map.of(), Failure.reason(failure), parameters);
  }

  /// What tells this snapshot from all others.
  public static SnapshotLabel label(Snapshot snapshot) {
    return new SnapshotLabel(
        snapshot.source(),
        snapshot.facts().host(),
        snapshot.layout().root(),
        snapshot.facts().captured());
  }

  /// What the notes say: of each one verdict, or one finding a subject.
  public List<Verdict> examine(List<Note> notes) {
    var drafts = new ArrayList<Draft>();
    notes.forEach(note -> drafts.addAll(drafts(note)));
    var quotes = citations.of(drafts.stream().flatMap(draft -> draft.cited().stream()).toList());
    return drafts.stream().map(draft -> draft.quoting(quotes)).toList();
  }

  /// How a note comes to what it says, for its author.
  ///
  /// @throws QueryFailure if a block or table can't be read
  public Explanation explain(Note note) throws QueryFailure {
    relations.use(views);
    try (var evidence =
        new NoteEvidence(
            note, relations, views, signalsByNote.getOrDefault(note.id(), List.of()), parameters)) {
      return new Explanation(label, evidence.named(), evidence.examined());
    }
  }

  /// The rows of a view, as notes have them.
  ///
  /// @param reached the view and all that it is made of
  public Derived.Rows rows(View view, List<View> reached) throws QueryFailure {
    relations.use(views);
    var pages = reached.stream().collect(Collectors.toMap(View::name, each -> each));
    var relation = views.of(view, pages);
    relation.provide();
    var answer = relations.select("SELECT * FROM " + view.name());
    var coverage =
        answer.truncated() ? Coverage.partial("more rows than are shown") : relation.coverage();
    return new Derived.Rows(answer, coverage);
  }

  private List<Draft> drafts(Note note) {
    try {
      var signals = signalsByNote.get(note.id());
      if (!note.patterns().map(SignalPattern::note).allMatch(signalsByNote::containsKey)) {
        return List.of(failed(note, "its signals are not known: " + signalsFailure));
      }
      relations.use(views);
      try (var evidence =
          new NoteEvidence(
              note, relations, views, signals == null ? List.of() : signals, parameters)) {
        return new NoteExamination(note, label, evidence, citations).drafts();
      }
    } catch (Throwable e) {
      return List.of(failed(note, Failure.reason(e)));
    }
  }

  private Draft failed(Note note, String reason) {
    return Draft.of(new Verdict.Failed(note.label(), label, reason));
  }

  @Override
  public void close() {
    database.close();
  }
}
