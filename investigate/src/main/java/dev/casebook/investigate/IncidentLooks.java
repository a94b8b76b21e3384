package dev.casebook.investigate;

import dev.casebook.diagnosis.Examiner;
import dev.casebook.diagnosis.Explanation;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Source;
import dev.casebook.query.QueryFailure;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.Verdict;
import java.util.ArrayList;
import java.util.List;

/// What was looked at of one incident: its sources, open as long as this is, and the hosts of their
/// snapshots.
final class IncidentLooks implements AutoCloseable {

  private final List<Source> sources = new ArrayList<>();
  private final List<Looks> all = new ArrayList<>();

  /// Keeps a source open.
  Source open(Source source) {
    sources.add(source);
    return source;
  }

  List<Source> sources() {
    return List.copyOf(sources);
  }

  void add(Looks looks) {
    all.add(looks);
  }

  List<Looks> all() {
    return all;
  }

  /// What the notes say that see all snapshots together; nothing where there is none.
  List<Verdict> examined(List<Note> notes, Catalogue catalogue, Parameters parameters) {
    var those =
        notes.stream()
            .filter(note -> note.header().scope() == NoteHeader.Scope.together)
            .filter(note -> !note.isRunbook())
            .toList();
    if (all.isEmpty() || those.isEmpty()) {
      return new ArrayList<>();
    }
    try (var examiner = examiner(catalogue, parameters)) {
      return new ArrayList<>(examiner.examine(those));
    }
  }

  Explanation explained(Note note, Catalogue catalogue, Parameters parameters) throws QueryFailure {
    try (var examiner = examiner(catalogue, parameters)) {
      return examiner.explain(note);
    }
  }

  /// What a note that sees all snapshots together says, and what its remedy does about it.
  Investigation.Prescribed prescribed(Note note, Catalogue catalogue, Parameters parameters)
      throws QueryFailure {
    try (var examiner = examiner(catalogue, parameters)) {
      return new Investigation.Prescribed(
          examiner.examine(List.of(note)), examiner.prescriptions(note));
    }
  }

  RunbookWalk walked(Note runbook, Catalogue catalogue, Parameters parameters) throws QueryFailure {
    try (var examiner = examiner(catalogue, parameters)) {
      return examiner.walk(runbook);
    }
  }

  private Examiner examiner(Catalogue catalogue, Parameters parameters) {
    return Examiner.together(all.stream().map(Looks::part).toList(), catalogue, parameters);
  }

  @Override
  public void close() {
    all.forEach(Looks::close);
    sources.forEach(Source::close);
  }
}
