package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Derived;
import dev.casebook.query.Incident;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.signals.SignalPattern;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Says what notes say of one snapshot. It is total: whatever fails, be it a parser, a query or the
/// memory for one table, is a value of the note that needed it, and the other notes go on.
///
/// Notes are examined first, and the lines that prove what they say are read afterwards, all in one
/// pass over each artifact.
public final class Examiner implements AutoCloseable {

  private final Snapshot snapshot;
  private final SnapshotLabel label;
  private final NoteHeader.Scope scope;
  private final Citations citations;
  private final SnapshotDatabase database;
  private final SnapshotRelations relations;
  private final Views views;
  private final SignalsByOwner signals;
  private final String signalsFailure;
  private final Parameters parameters;

  /// @param signalsByNote the hits of each note's signals, by the note's id
  public Examiner(
      Snapshot snapshot,
      Catalogue catalogue,
      Map<String, List<SignalHits>> signalsByNote,
      Parameters parameters) {
    this(snapshot, catalogue, signalsByNote, NOT_LOOKED_FOR, parameters);
  }

  private static final String NOT_LOOKED_FOR = "they were not looked for";

  private Examiner(
      Snapshot snapshot,
      Catalogue catalogue,
      Map<String, List<SignalHits>> signalsByNote,
      String signalsFailure,
      Parameters parameters) {
    this.snapshot = snapshot;
    this.label = label(snapshot);
    this.scope = NoteHeader.Scope.snapshot;
    this.citations = Citations.of(snapshot.ledger());
    this.database = new SnapshotDatabase(snapshot, catalogue);
    this.relations = new SnapshotRelations(database, snapshot.facts().zoneIfKnown() != null);
    this.signals = owner -> Optional.ofNullable(signalsByNote.get(owner));
    this.views = new SnapshotViews(relations, signals);
    this.signalsFailure = signalsFailure;
    this.parameters = parameters;
  }

  private Examiner(Examiner alike, Snapshot snapshot, Map<String, List<SignalHits>> signalsByNote) {
    this.snapshot = snapshot;
    this.label = label(snapshot);
    this.scope = alike.scope;
    this.citations = alike.citations;
    this.database = alike.database;
    this.relations = alike.relations;
    this.signals = owner -> Optional.ofNullable(signalsByNote.get(owner));
    this.views = new SnapshotViews(relations, signals);
    this.signalsFailure = alike.signalsFailure;
    this.parameters = alike.parameters;
  }

  /// For another snapshot with the same ledger and tables, over the same database: of the hosts
  /// that one log names there may be a thousand. Closing either closes both.
  public Examiner of(Snapshot snapshot, Map<String, List<SignalHits>> signalsByNote) {
    return new Examiner(this, snapshot, signalsByNote);
  }

  private Examiner(List<Part> parts, Catalogue catalogue, Parameters parameters) {
    var incident = new Incident(parts.stream().map(part -> part.own().snapshot).toList());
    this.snapshot = incident.snapshots().getFirst();
    this.label =
        SnapshotLabel.together(incident.snapshots().stream().map(Examiner::label).toList());
    this.scope = NoteHeader.Scope.together;
    this.citations = new IncidentCitations(incident);
    this.database =
        SnapshotDatabase.of(
            incident, parts.stream().map(part -> part.own().database).toList(), catalogue);
    this.relations =
        new SnapshotRelations(
            database,
            incident.snapshots().stream().allMatch(each -> each.facts().zoneIfKnown() != null));
    this.views = new IncidentViews(incident, parts, database);
    this.signals = new IncidentSignals(incident, parts);
    this.signalsFailure =
        parts.stream()
            .map(part -> part.own().signalsFailure)
            .filter(why -> !why.equals(NOT_LOOKED_FOR))
            .findFirst()
            .orElse(NOT_LOOKED_FOR);
    this.parameters = parameters;
  }

  /// For the notes that see all snapshots of an incident together; the examiners of its parts stay
  /// the caller's.
  public static Examiner together(List<Part> parts, Catalogue catalogue, Parameters parameters) {
    return new Examiner(parts, catalogue, parameters);
  }

  /// One snapshot of an incident.
  ///
  /// @param own of the snapshot's host
  /// @param others of each other host that its logs name
  public record Part(Examiner own, List<Examiner> others) {
    public Part {
      others = List.copyOf(others);
    }

    List<Examiner> all() {
      return Stream.concat(Stream.of(own), others.stream()).toList();
    }
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

  /// What the notes that see what this one shows say: of each one verdict, or one finding a
  /// subject.
  public List<Verdict> examine(List<Note> notes) {
    var drafts = new ArrayList<Draft>();
    notes.stream()
        .filter(note -> note.header().scope() == scope && !note.isRunbook())
        .forEach(note -> drafts.addAll(drafts(note)));
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
            note, relations, views, signals.of(note.id()).orElse(List.of()), parameters)) {
      return new Explanation(label, evidence.named(), evidence.examined());
    }
  }

  /// What a note's remedy does about each of its findings.
  ///
  /// @throws QueryFailure if a block or table can't be read
  public List<Prescription> prescriptions(Note note) throws QueryFailure {
    relations.use(views);
    try (var evidence =
        new NoteEvidence(
            note, relations, views, signals.of(note.id()).orElse(List.of()), parameters)) {
      return new NoteExamination(note, label, evidence, citations).prescriptions();
    }
  }

  /// How far a runbook's steps are done.
  ///
  /// @throws QueryFailure if a block or table can't be read
  public RunbookWalk walk(Note runbook) throws QueryFailure {
    relations.use(views);
    try (var evidence =
        new NoteEvidence(
            runbook, relations, views, signals.of(runbook.id()).orElse(List.of()), parameters)) {
      return new RunbookExamination(runbook, label, evidence, citations).walk();
    }
  }

  /// The rows of a view, as notes have them.
  ///
  /// @param reached the view and all that it is made of
  public Derived.Rows rows(View view, List<View> reached) throws QueryFailure {
    var relation = view(view, reached);
    relation.provide();
    var answer = relations.select("SELECT * FROM " + view.name());
    var coverage =
        answer.truncated() ? Coverage.partial("more rows than are shown") : relation.coverage();
    return new Derived.Rows(answer, coverage);
  }

  /// A view as notes have it here.
  ViewRelation view(View view, List<View> reached) {
    relations.use(views);
    return views.of(view, reached.stream().collect(Collectors.toMap(View::name, each -> each)));
  }

  /// The types of a view's columns, in order, once its rows were made.
  Map<String, String> types(View view) throws QueryFailure {
    return database.types(view.name());
  }

  Snapshot snapshot() {
    return snapshot;
  }

  SignalsByOwner signals() {
    return signals;
  }

  private List<Draft> drafts(Note note) {
    try {
      if (!note.patterns()
          .map(SignalPattern::note)
          .allMatch(owner -> signals.of(owner).isPresent())) {
        return List.of(failed(note, "its signals are not known: " + signalsFailure));
      }
      relations.use(views);
      try (var evidence =
          new NoteEvidence(
              note, relations, views, signals.of(note.id()).orElse(List.of()), parameters)) {
        return new NoteExamination(note, label, evidence, citations).drafts();
      }
    } catch (Throwable e) {
      return List.of(failed(note, Failure.reason(e)));
    }
  }

  private Draft failed(Note note, String reason) {
    return Draft.of(new Verdict.Failed(note.label(), label, reason));
  }

  /// Frees what it holds; what is asked for afterwards is made again.
  @Override
  public void close() {
    relations.forget();
    database.close();
  }
}
