package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One host, examined as often as is asked for, each time anew.
///
/// @param investigating some notes, with the time that it is then
/// @param casebook all notes
/// @param names of the host as a source; none for this one
/// @param beside the other sources of the incident, for notes that see all of it together
public record Reexamination(
    Function<Casebook, Investigation> investigating,
    Casebook casebook,
    List<String> names,
    List<String> beside) {

  /// How long a note may take to be clear where nothing else is said.
  static final Duration SETTLING = Duration.ofSeconds(30);

  public Reexamination {
    names = List.copyOf(names);
    beside = List.copyOf(beside);
  }

  private static boolean isTogether(Note note) {
    return note.header().scope() == NoteHeader.Scope.together;
  }

  /// The host first, then what was taken elsewhere.
  private List<String> incident() {
    return Stream.concat(
            names.isEmpty() ? Stream.of(Sources.THIS_HOST) : names.stream(), beside.stream())
        .toList();
  }

  Investigation.Prescribed prescribe(Note note) throws UnreadableSource, QueryFailure {
    return of(List.of(note.id())).prescribe(note, isTogether(note) ? incident() : names);
  }

  private Investigation of(List<String> ids) {
    return investigating.apply(casebook.only(ids));
  }

  /// What one note says of the time since then.
  List<Verdict> since(Note note, Instant time) {
    var investigation = of(List.of(note.id())).since(time);
    return isTogether(note)
        ? investigation.together(incident()).verdicts()
        : investigation.of(names).verdicts();
  }

  /// The notes that are clear.
  Set<String> clear() {
    return investigating.apply(casebook.withoutRunbooks()).of(names).verdicts().stream()
        .filter(Verdict.Clear.class::isInstance)
        .map(verdict -> verdict.note().id())
        .collect(Collectors.toSet());
  }

  /// The first of these notes that fires on the time since then.
  Optional<Verdict.Finding> firing(Set<String> ids, Instant time) {
    return of(List.copyOf(ids)).since(time).of(names).verdicts().stream()
        .filter(Verdict.Finding.class::isInstance)
        .map(Verdict.Finding.class::cast)
        .findFirst();
  }
}
