package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts verdicts in the order in which they are told, with what explains what.
///
/// @param foreign notes from outside, which may explain each other
record VerdictOrder(Casebook casebook, Optional<Casebook> foreign) {

  private static final Comparator<Verdict> WORST_FIRST =
      Comparator.<Verdict, Integer>comparing(verdict -> verdict instanceof Verdict.Finding ? 0 : 1)
          .thenComparing(verdict -> verdict.note().severity())
          .thenComparing(verdict -> verdict.note().id())
          .thenComparing(verdict -> verdict instanceof Verdict.Finding f ? f.subject() : "");

  List<Verdict> of(List<Verdict> verdicts) {
    return ordered(explained(verdicts));
  }

  /// A finding is explained by another one of the same snapshot and subject whose note says so; one
  /// of Casebook's own never by a note from outside.
  private List<Verdict> explained(List<Verdict> verdicts) {
    var findings =
        verdicts.stream()
            .filter(Verdict.Finding.class::isInstance)
            .map(Verdict.Finding.class::cast)
            .collect(Collectors.groupingBy(About::of));
    return verdicts.stream()
        .map(verdict ->
            verdict instanceof Verdict.Finding finding
                ? finding.explainedBy(
                    explanation(finding, findings.getOrDefault(About.of(finding), List.of())))
                : verdict)
        .toList();
  }

  /// What findings have in common that may explain each other.
  private record About(SnapshotLabel snapshot, String subject) {
    static About of(Verdict.Finding finding) {
      return new About(finding.snapshot(), finding.subject());
    }
  }

  private String explanation(Verdict.Finding finding, List<Verdict.Finding> others) {
    return others.stream()
        .filter(other -> !other.note().foreign() || finding.note().foreign())
        .map(other -> other.note().id())
        .filter(id -> explains(id, finding.note().id()))
        .findFirst()
        .orElse("");
  }

  private boolean explains(String id, String explained) {
    return casebook
        .note(id)
        .or(() -> foreign.flatMap(notes -> notes.note(id)))
        .map(note -> note.header().explains())
        .orElse(List.of())
        .contains(explained);
  }

  /// Worst first within each snapshot; the snapshots as they came, and last what is of none.
  private static List<Verdict> ordered(List<Verdict> verdicts) {
    var snapshots =
        verdicts.stream()
            .map(Verdict::snapshot)
            .distinct()
            .sorted(Comparator.comparing(snapshot -> snapshot.host().isEmpty()))
            .toList();
    return verdicts.stream()
        .sorted(
            Comparator.<Verdict>comparingInt(verdict -> snapshots.indexOf(verdict.snapshot()))
                .thenComparing(WORST_FIRST))
        .toList();
  }
}
