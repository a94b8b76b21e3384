package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Examiner;
import dev.casebook.diagnosis.Explanation;
import dev.casebook.diagnosis.Failure;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader.Scope;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.Prescription;
import dev.casebook.evidence.Arrivals;
import dev.casebook.evidence.Arrivals.Arrival;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.evidence.Wanted;
import dev.casebook.query.QueryFailure;
import dev.casebook.signals.SignalPattern;
import dev.casebook.signals.SignalScan;
import dev.casebook.signals.SoughtWords;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.EvidenceAccount;
import dev.casebook.tables.logs.LogEntry;
import dev.casebook.tables.logs.Logs;
import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.SourceAccount;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Opens sources, examines every chosen note on every snapshot, and says what was found.
public final class Investigation {

  /// Tables with a row for each line of a log, or for each log.
  private static final Set<String> LINES =
      Set.of(LogEntry.TABLE.name(), EvidenceAccount.TABLE.name());

  private final Sources sources;
  private final Catalogue catalogue;
  private final Casebook casebook;
  private final Parameters parameters;
  private final Optional<Path> cache;
  private final Optional<ForeignNotes> foreign;
  private final Instant since;

  /// @param cache folder for compiled patterns; empty to compile them each time
  public Investigation(
      Sources sources,
      Catalogue catalogue,
      Casebook casebook,
      Parameters parameters,
      Optional<Path> cache) {
    this(sources, catalogue, casebook, parameters, cache, Optional.empty());
  }

  /// @param foreign notes that are not shipped with Casebook
  public Investigation(
      Sources sources,
      Catalogue catalogue,
      Casebook casebook,
      Parameters parameters,
      Optional<Path> cache,
      Optional<ForeignNotes> foreign) {
    this(sources, catalogue, casebook, parameters, cache, foreign, Instant.MIN);
  }

  private Investigation(
      Sources sources,
      Catalogue catalogue,
      Casebook casebook,
      Parameters parameters,
      Optional<Path> cache,
      Optional<ForeignNotes> foreign,
      Instant since) {
    // What notes from outside name is known in their own process only.
    this.sources = foreign.isPresent() ? sources : sources.asking(wanted(casebook, catalogue));
    this.catalogue = catalogue;
    this.casebook = casebook;
    this.parameters = parameters;
    this.cache = cache;
    this.foreign = foreign;
    this.since = since;
  }

  /// The same, of what logs say of it later than this.
  public Investigation since(Instant time) {
    return new Investigation(sources, catalogue, casebook, parameters, cache, foreign, time);
  }

  /// Of large logs on other hosts lines with a signal are enough, unless a note reads logs as rows.
  private static Wanted wanted(Casebook casebook, Catalogue catalogue) {
    var wanted = wanted(casebook, catalogue, List.of());
    boolean readsLines =
        casebook.notes().stream()
            .anyMatch(note -> note.relations().stream().anyMatch(LINES::contains));
    return readsLines
        ? wanted
        : wanted.through(new Wanted.Sieve(Logs.names(), new SoughtWords(patterns(casebook))));
  }

  /// What a casebook's notes want of a source, and what some tables besides.
  public static Wanted wanted(Casebook casebook, Catalogue catalogue, List<String> tables) {
    return catalogue.wanted(
        Stream.concat(
                casebook.notes().stream().flatMap(note -> note.relations().stream()),
                tables.stream())
            .collect(Collectors.toSet()));
  }

  /// Each source by itself: notes that see several snapshots together see those of one source.
  ///
  /// @param names of the sources; this host if there are none
  public Diagnosis of(List<String> names) {
    var looked = new TreeMap<Integer, Looked>();
    try (var scan = SignalScan.of(patterns(), cache);
        var arrivals = Arrivals.of(sources, names)) {
      while (arrivals.hasNext()) {
        var arrival = arrivals.next();
        try (var incident = new IncidentLooks()) {
          var accounts = new ArrayList<SourceAccount>();
          var found = look(arrival, scan, accounts, incident);
          found.addAll(incident.examined(casebook.notes(), catalogue, parameters));
          foreign.ifPresent(notes -> found.addAll(notes.examine(incident.sources())));
          looked.put(arrival.index(), new Looked(accounts, ordered(found)));
        }
        arrival.looked();
      }
    }
    return new Diagnosis(
        looked.values().stream().flatMap(one -> one.accounts.stream()).toList(),
        looked.values().stream().flatMap(one -> one.verdicts.stream()).toList());
  }

  /// What is said of one source.
  private record Looked(List<SourceAccount> accounts, List<Verdict> verdicts) {}

  private List<Verdict> ordered(List<Verdict> verdicts) {
    return new VerdictOrder(casebook, foreign.map(ForeignNotes::casebook)).of(verdicts);
  }

  /// The sources as views of one incident: notes that see several snapshots together see those of
  /// all sources, which stay open until then. Notes of one snapshot see each by itself.
  ///
  /// @param names of the sources; this host if there are none
  public Diagnosis together(List<String> names) {
    var accounts = new ArrayList<SourceAccount>();
    var verdicts = new ArrayList<Verdict>();
    try (var scan = SignalScan.of(patterns(), cache);
        var arrivals = Arrivals.keeping(sources, names.stream().distinct().toList());
        var incident = new IncidentLooks()) {
      for (var open : inOrder(arrivals)) {
        var before = incident.sources().size();
        var found = look(open, scan, accounts, incident);
        var opened = incident.sources().subList(before, incident.sources().size());
        foreign.ifPresent(notes -> found.addAll(notes.of(Scope.snapshot).examine(opened)));
        verdicts.addAll(ordered(found));
      }
      var found = incident.examined(casebook.notes(), catalogue, parameters);
      foreign.ifPresent(
          notes -> found.addAll(notes.of(Scope.together).examine(incident.sources())));
      verdicts.addAll(ordered(found));
    }
    return new Diagnosis(accounts, verdicts);
  }

  private static List<Arrival> inOrder(Arrivals arrivals) {
    var all = new ArrayList<Arrival>();
    while (arrivals.hasNext()) {
      all.add(arrivals.next());
    }
    all.sort(Comparator.comparingInt(Arrival::index));
    return all;
  }

  /// @return what the notes of one snapshot say
  private List<Verdict> look(
      Arrival arrival, SignalScan scan, List<SourceAccount> accounts, IncidentLooks incident) {
    var name = arrival.name();
    try {
      return look(incident.open(arrival.opener().open()), scan, accounts, incident);
    } catch (UnreadableSource e) {
      accounts.add(unreadable(name, e.getMessage()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      accounts.add(unreadable(name, name + ": " + Failure.reason(e)));
    }
    return new ArrayList<>();
  }

  private static SourceAccount unreadable(String name, String why) {
    return new SourceAccount(name, "", List.of(), List.of(why), false, true);
  }

  private List<Verdict> look(
      Source source, SignalScan scan, List<SourceAccount> accounts, IncidentLooks incident) {
    var found = new ArrayList<Verdict>();
    var seen = new ArrayList<Snapshot>();
    var unseen = new ArrayList<String>();
    for (var snapshot : source.snapshots()) {
      try (var looks = looks(snapshot, scan)) {
        found.addAll(looks.of(casebook.notes()));
        seen.add(looks.own());
        looks.shortcoming().ifPresent(unseen::add);
        incident.add(looks);
      }
    }
    accounts.add(account(source, seen, unseen));
    return found;
  }

  private static SourceAccount account(
      Source source, List<Snapshot> snapshots, List<String> unseen) {
    return new SourceAccount(
        source.name(),
        snapshots.getFirst().layout().name(),
        snapshots.stream().map(Examiner::label).toList(),
        Stream.concat(snapshots.stream().flatMap(s -> s.problems().stream()), unseen.stream())
            .distinct()
            .toList(),
        snapshots.stream().anyMatch(Snapshot::isDamaged),
        false);
  }

  /// Examines one note on all snapshots before the next, telling each step: for a process that may
  /// die of a note.
  void examineNoteByNote(List<Snapshot> snapshots, ForeignExamination listener) throws IOException {
    try (var scan = SignalScan.of(patterns(), cache);
        var incident = new IncidentLooks()) {
      snapshots.forEach(snapshot -> incident.add(looks(snapshot, scan)));
      for (var note : casebook.notes()) {
        listener.begin(note.id());
        if (note.isRunbook()) {
          tellWalks(note, incident, listener);
        }
        for (var looks : incident.all()) {
          tell(looks.of(List.of(note)), listener);
        }
        tell(incident.examined(List.of(note), catalogue, parameters), listener);
        listener.finished();
      }
    }
  }

  private void tellWalks(Note runbook, IncidentLooks incident, ForeignExamination listener)
      throws IOException {
    try {
      for (var walk : walks(runbook, incident)) {
        listener.tell(walk);
      }
    } catch (QueryFailure e) {
      listener.tell(new Verdict.Failed(runbook.label(), SnapshotLabel.NOWHERE, Failure.reason(e)));
    }
  }

  private static void tell(List<Verdict> verdicts, ForeignExamination listener) throws IOException {
    for (var verdict : verdicts) {
      listener.tell(verdict);
    }
  }

  /// How one note comes to what it says of each snapshot, or of all together if it sees them so,
  /// for its author.
  ///
  /// @param names of the sources; this host if there are none
  public List<Explanation> explain(Note note, List<String> names)
      throws UnreadableSource, QueryFailure {
    try (var scan = SignalScan.of(patterns(), cache);
        var incident = opened(names, scan)) {
      if (note.header().scope() == Scope.together) {
        return List.of(incident.explained(note, catalogue, parameters));
      }
      var explanations = new ArrayList<Explanation>();
      for (var looks : incident.all()) {
        explanations.addAll(looks.explain(note));
      }
      return explanations;
    }
  }

  /// What one note says, and what its remedy does about each finding.
  ///
  /// @param prescriptions of the snapshots' own hosts, or of all together if the note sees them so
  public record Prescribed(List<Verdict> verdicts, List<Prescription> prescriptions) {
    public Prescribed {
      verdicts = List.copyOf(verdicts);
      prescriptions = List.copyOf(prescriptions);
    }
  }

  /// @param names of the sources; this host if there are none
  public Prescribed prescribe(Note note, List<String> names) throws UnreadableSource, QueryFailure {
    try (var scan = SignalScan.of(patterns(), cache);
        var incident = opened(names, scan)) {
      if (note.header().scope() == Scope.together) {
        return incident.prescribed(note, catalogue, parameters);
      }
      var verdicts = new ArrayList<Verdict>();
      var prescriptions = new ArrayList<Prescription>();
      for (var looks : incident.all()) {
        verdicts.addAll(looks.ofOwn().examine(List.of(note)));
        prescriptions.addAll(looks.prescriptions(note));
      }
      return new Prescribed(verdicts, prescriptions);
    }
  }

  /// How far the steps of a runbook are done on each snapshot, or on all together if it sees them
  /// so.
  ///
  /// @param names of the sources; this host if there are none
  public List<RunbookWalk> walk(Note runbook, List<String> names)
      throws UnreadableSource, QueryFailure {
    try (var scan = SignalScan.of(patterns(), cache);
        var incident = opened(names, scan)) {
      return foreign.isPresent()
          ? foreign.get().walks(incident.sources())
          : walks(runbook, incident);
    }
  }

  private List<RunbookWalk> walks(Note runbook, IncidentLooks incident) throws QueryFailure {
    if (runbook.header().scope() == Scope.together) {
      return List.of(incident.walked(runbook, catalogue, parameters));
    }
    var walks = new ArrayList<RunbookWalk>();
    for (var looks : incident.all()) {
      walks.add(looks.walk(runbook));
    }
    return walks;
  }

  private IncidentLooks opened(List<String> names, SignalScan scan) throws UnreadableSource {
    var incident = new IncidentLooks();
    try (var arrivals = Arrivals.keeping(sources, names)) {
      for (var arrival : inOrder(arrivals)) {
        for (var snapshot : incident.open(arrival.opener().open()).snapshots()) {
          incident.add(looks(snapshot, scan));
        }
      }
      return incident;
    } catch (UnreadableSource | RuntimeException | Error e) {
      incident.close();
      throw e;
    }
  }

  private Looks looks(Snapshot snapshot, SignalScan scan) {
    try {
      var signals = scan.of(snapshot, sources.progress());
      return Looks.of(
          snapshot,
          catalogue,
          since.equals(Instant.MIN) ? signals : signals.since(since),
          parameters);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return Looks.withoutSignals(snapshot, catalogue, e, parameters);
    }
  }

  private List<SignalPattern> patterns() {
    return patterns(casebook);
  }

  /// What is looked for in logs for these notes and the views that they reach.
  static List<SignalPattern> patterns(Casebook casebook) {
    return casebook.notes().stream().flatMap(Note::patterns).distinct().toList();
  }
}
