package dev.casebook.verdicts;

import java.util.List;

/// All that was said in one run: what became of each source, and every verdict.
///
/// Verdicts stand in a fixed order: by source, then worst finding first, then by note and subject.
///
/// @param suppressed the findings that are left out of the verdicts
public record Diagnosis(
    List<SourceAccount> sources, List<Verdict> verdicts, List<Suppressed> suppressed) {

  /// Nothing is suppressed.
  public Diagnosis(List<SourceAccount> sources, List<Verdict> verdicts) {
    this(sources, verdicts, List.of());
  }

  public Diagnosis {
    suppressed = List.copyOf(suppressed);
    sources = List.copyOf(sources);
    verdicts = List.copyOf(verdicts);
  }

  /// The findings that stand on their own, without those that another finding explains.
  public List<Verdict.Finding> findings() {
    return allFindings().stream().filter(finding -> finding.explainedBy().isEmpty()).toList();
  }

  /// Every finding, the explained ones too.
  public List<Verdict.Finding> allFindings() {
    return verdicts.stream()
        .filter(Verdict.Finding.class::isInstance)
        .map(Verdict.Finding.class::cast)
        .toList();
  }

  /// Whether something could not be looked at properly: an unreadable source or a failed note.
  public boolean isIncomplete() {
    return sources.stream().anyMatch(SourceAccount::unreadable)
        || verdicts.stream().anyMatch(Verdict.Failed.class::isInstance);
  }

  /// The snapshots of a source that no note could say anything of for want of evidence.
  public List<SnapshotLabel> withoutEvidence(SourceAccount source) {
    return source.snapshots().stream().filter(this::isWithoutEvidence).toList();
  }

  private boolean isWithoutEvidence(SnapshotLabel snapshot) {
    if (suppressed.stream().anyMatch(one -> one.finding().snapshot().isFrom(snapshot))) {
      return false;
    }
    var said = verdicts.stream().filter(verdict -> verdict.snapshot().isFrom(snapshot)).toList();
    return said.stream().allMatch(Diagnosis::saysNothing)
        && (said.isEmpty()
            ? verdicts.stream().noneMatch(Verdict.Failed.class::isInstance)
            : said.stream().anyMatch(Verdict.NoEvidence.class::isInstance));
  }

  private static boolean saysNothing(Verdict verdict) {
    return switch (verdict) {
      case Verdict.NoEvidence _, Verdict.NotApplicable _ -> true;
      case Verdict.Finding _, Verdict.Clear _, Verdict.Failed _ -> false;
    };
  }

  /// 0 nothing found, 1 findings, 2 could not look properly. What was found stands even where a
  /// source is damaged or without evidence; that nothing is there can't be said of such a source.
  public int exitStatus() {
    if (isIncomplete()) {
      return 2;
    }
    if (!allFindings().isEmpty()) {
      return 1;
    }
    return sources.stream()
            .anyMatch(source -> source.damaged() || !withoutEvidence(source).isEmpty())
        ? 2
        : 0;
  }
}
