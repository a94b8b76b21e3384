package dev.casebook.report;

import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.util.List;
import java.util.Locale;

/// One finding on a page: what it is and where, the author's walk, the proof, cause and cure.
final class FindingSection {

  /// More of a line of evidence than this proves nothing further.
  private static final int EVIDENCE_CHARACTERS_MAX = 400;

  private static final String OUTCOME_INDENT = " ".repeat(15);

  private final Page page;
  private final Style style;
  private final SnapshotNames names;

  FindingSection(Page page, SnapshotNames names) {
    this.page = page;
    this.style = page.style();
    this.names = names;
  }

  void write(Verdict.Finding finding) {
    page.blank();
    head(finding);
    page.blank();
    page.prose(finding.summary(), "  ");
    walk(finding.walk());
    evidence(finding);
    section("Cause", finding.cause());
    section("Remedy", finding.remedy());
    references(finding.references());
  }

  private void head(Verdict.Finding finding) {
    var word = finding.note().severity().word().toUpperCase(Locale.ROOT);
    var lead = severity(finding.note().severity(), word) + "  ";
    var rest = " ".repeat(word.length() + 2);
    page.title(finding.note().title(), lead, rest);
    var about = names.of(finding.snapshot());
    if (!finding.subject().isEmpty()) {
      about += " · " + finding.subject();
    }
    about += " · " + finding.note().id();
    if (finding.note().experimental()) {
      about += " · experimental: no evidence stands beside the note";
    }
    page.aside(about, "  ");
  }

  private String severity(Severity severity, String word) {
    return switch (severity) {
      case CRITICAL, HIGH -> style.red(word);
      case MEDIUM -> style.yellow(word);
      case LOW, INFO -> style.bold(word);
    };
  }

  private void walk(List<Step> walk) {
    if (walk.isEmpty()) {
      return;
    }
    page.heading("Analysis");
    for (var step : walk) {
      page.paragraph(step.hypothesis(), "    " + outcome(step.outcome()) + "  ", OUTCOME_INDENT);
      step.missing().stream()
          .limit(2)
          .forEach(missing -> page.aside(Enumeration.ofMissing(missing), OUTCOME_INDENT));
      if (step.missing().size() > 2) {
        page.aside("and " + (step.missing().size() - 2) + " more", OUTCOME_INDENT);
      }
    }
  }

  /// Nine columns wide.
  private String outcome(Step.Outcome outcome) {
    return switch (outcome) {
      case SUPPORTED -> style.yellow("supported");
      case RULED_OUT -> style.green("ruled out");
      case UNKNOWN -> style.dim("unknown  ");
    };
  }

  private void evidence(Verdict.Finding finding) {
    int shown = finding.evidence().size();
    page.heading(
        finding.evidenceCount() > shown
            ? "Evidence, " + shown + " of " + finding.evidenceCount() + " lines"
            : "Evidence");
    for (var evidence : finding.evidence()) {
      page.place(evidence.at());
      page.quotation(evidence.text(), "      ", EVIDENCE_CHARACTERS_MAX);
    }
  }

  private void section(String title, String text) {
    if (!text.isBlank()) {
      page.heading(title);
      page.prose(text, "    ");
    }
  }

  private void references(List<String> references) {
    if (!references.isEmpty()) {
      page.heading("References");
      references.forEach(page::reference);
    }
  }
}
