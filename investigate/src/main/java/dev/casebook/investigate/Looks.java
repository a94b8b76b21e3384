package dev.casebook.investigate;

import dev.casebook.diagnosis.Examiner;
import dev.casebook.diagnosis.Explanation;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.Prescription;
import dev.casebook.evidence.Snapshot;
import dev.casebook.query.QueryFailure;
import dev.casebook.signals.SnapshotSignals;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The hosts of one snapshot: its own, and every other that its logs name, as those of a log server
/// do. Of another host nothing is seen but its lines, so only its findings are worth telling.
///
/// @param own the snapshot under the name that its evidence tells
/// @param shortcoming what was not looked at
record Looks(Snapshot own, Examiner ofOwn, List<Examiner> ofOthers, Optional<String> shortcoming)
    implements AutoCloseable {

  static Looks of(
      Snapshot snapshot, Catalogue catalogue, SnapshotSignals signals, Parameters parameters) {
    var own = HostView.called(snapshot, signals.host());
    var others = new ArrayList<Examiner>();
    signals
        .others()
        .forEach((host, hits) -> {
          var view = HostView.other(snapshot, host);
          others.add(
              others.isEmpty()
                  ? new Examiner(view, catalogue, hits, parameters)
                  : others.getFirst().of(view, hits));
        });
    return new Looks(
        own,
        new Examiner(own, catalogue, signals.own(), parameters),
        others,
        signals.shortcoming());
  }

  /// Where the logs could not be searched.
  static Looks withoutSignals(
      Snapshot snapshot, Catalogue catalogue, Throwable failure, Parameters parameters) {
    return new Looks(
        snapshot,
        Examiner.withoutSignals(snapshot, catalogue, failure, parameters),
        List.of(),
        Optional.empty());
  }

  /// As one of an incident.
  Examiner.Part part() {
    return new Examiner.Part(ofOwn, ofOthers);
  }

  List<Verdict> of(List<Note> notes) {
    var verdicts = new ArrayList<>(ofOwn.examine(notes));
    for (var other : ofOthers) {
      other.examine(notes).stream()
          .filter(Verdict.Finding.class::isInstance)
          .forEach(verdicts::add);
    }
    return verdicts;
  }

  /// Of its own host; of another too little is seen.
  RunbookWalk walk(Note runbook) throws QueryFailure {
    return ofOwn.walk(runbook);
  }

  /// Of its own host alone, so that what others write into its logs changes nothing on it.
  List<Prescription> prescriptions(Note note) throws QueryFailure {
    return ofOwn.prescriptions(note);
  }

  List<Explanation> explain(Note note) throws QueryFailure {
    var all = new ArrayList<>(List.of(ofOwn.explain(note)));
    for (var other : ofOthers) {
      all.add(other.explain(note));
    }
    return all;
  }

  @Override
  public void close() {
    ofOwn.close();
    ofOthers.forEach(Examiner::close);
  }
}
