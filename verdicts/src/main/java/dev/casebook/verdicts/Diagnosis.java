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

  /// 0 nothing found, 1 findings, 2 could not look properly.
  public int exitStatus() {
    if (isIncomplete()) {
      return 2;
    }
    return allFindings().isEmpty() ? 0 : 1;
  }
}
