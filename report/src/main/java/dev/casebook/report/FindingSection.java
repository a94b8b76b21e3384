package dev.casebook.report;

import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.util.List;
import java.util.function.Function;

/// What one note found on one snapshot: what it is and where, the author's walk, the proof, cause
/// and cure. Of several subjects each has its sentence and its proof; the rest is said once.
final class FindingSection {

  /// Showing more of a line of evidence than this proves nothing further.
  private static final int EVIDENCE_CHARACTERS_MAX = 400;

  /// Up to this many subjects have their own cause and remedy shown; of more, only the first, since
  /// they differ in nothing but their values.
  private static final int OWN_TEXTS_MAX = 3;

  private static final int OUTCOME_COLUMNS = 9;

  private static final String OUTCOME_INDENT = " ".repeat(4 + OUTCOME_COLUMNS + 2);

  private final Page page;
  private final Style style;
  private final Wording wording;
  private final SnapshotNames names;

  FindingSection(Page page, SnapshotNames names) {
    this.page = page;
    this.style = page.style();
    this.wording = page.wording();
    this.names = names;
  }

  /// @param findings of one note on one snapshot
  void write(List<Verdict.Finding> findings) {
    var first = findings.getFirst();
    page.blank();
    head(first, findings.size());
    page.blank();
    if (findings.size() == 1) {
      page.prose(first.summary(), "  ");
      walk(first);
      page.heading(evidenceTitle(first, first.evidence().size()));
      first.evidence().forEach(evidence -> evidence(evidence, "    "));
    } else {
      findings.forEach(finding -> subject(finding, findings.size()));
      walk(first);
    }
    texts(wording.say("cause"), findings, Verdict.Finding::cause);
    texts(wording.say("remedy"), findings, Verdict.Finding::remedy);
    references(first.references());
  }

  private void head(Verdict.Finding finding, int shown) {
    var word = wording.say("severity." + finding.note().severity().word());
    var lead = severity(finding.note().severity(), word) + "  ";
    var rest = " ".repeat(Paragraph.columns(word) + 2);
    page.title(finding.note().title(), lead, rest);
    var about = names.of(finding.snapshot());
    var subjects = subjects(finding, shown);
    if (!subjects.isEmpty()) {
      about += " · " + subjects;
    }
    about += " · " + finding.note().id();
    if (finding.note().foreign()) {
      about += " · " + wording.say("from-outside");
    }
    if (finding.note().experimental()) {
      about += " · " + wording.say("experimental");
    }
    page.aside(about, "  ");
  }

  private String subjects(Verdict.Finding finding, int shown) {
    if (finding.subjectCount() > shown) {
      return wording.say("subjects-of", shown, finding.subjectCount());
    }
    return shown == 1 ? finding.subject() : wording.say("subjects", shown);
  }

  private String severity(Severity severity, String word) {
    return switch (severity) {
      case CRITICAL, HIGH -> style.red(word);
      case MEDIUM -> style.yellow(word);
      case LOW, INFO -> style.bold(word);
    };
  }

  /// One of several: where they are many, its first line stands for its proof.
  private void subject(Verdict.Finding finding, int subjects) {
    page.title(finding.subject(), "  ", "  ");
    page.prose(finding.summary(), "    ");
    int shown = subjects > OWN_TEXTS_MAX ? 1 : finding.evidence().size();
    finding.evidence().stream().limit(shown).forEach(evidence -> evidence(evidence, "      "));
    if (finding.evidenceCount() > shown) {
      page.aside(wording.say("lines-of", shown, finding.evidenceCount()), "      ");
    }
    page.blank();
  }

  private void walk(Verdict.Finding finding) {
    if (finding.walk().isEmpty()) {
      return;
    }
    var root = finding.snapshot().root();
    page.heading(wording.say("analysis"));
    for (var step : finding.walk()) {
      boolean isRival = step.kind() == Step.Kind.RIVAL;
      page.paragraph(
          isRival ? wording.say("rival", step.hypothesis()) : step.hypothesis(),
          "    " + outcome(step.outcome()) + "  ",
          OUTCOME_INDENT);
      step.evidence()
          .forEach(line ->
              page.aside(line.text() + " (" + below(root, line.at()) + ")", OUTCOME_INDENT));
      step.searched().stream()
          .limit(2)
          .forEach(searched -> page.aside(below(root, searched), OUTCOME_INDENT));
      step.missing().stream()
          .limit(2)
          .forEach(missing -> page.aside(Enumeration.ofMissing(missing), OUTCOME_INDENT));
      if (step.missing().size() > 2) {
        page.aside(wording.say("and-more", step.missing().size() - 2), OUTCOME_INDENT);
      }
    }
  }

  /// The same without the folder of the source in which all of the host's evidence lies.
  private static String below(String root, String text) {
    return root.isEmpty() ? text : text.replace(root + "/", "");
  }

  private String outcome(Step.Outcome outcome) {
    return switch (outcome) {
      case SUPPORTED -> style.yellow(padded("supported"));
      case RULED_OUT -> style.green(padded("ruled-out"));
      case UNKNOWN -> style.dim(padded("unknown"));
    };
  }

  private String padded(String key) {
    var word = wording.say(key);
    return word + " ".repeat(Math.max(0, OUTCOME_COLUMNS - Paragraph.columns(word)));
  }

  private String evidenceTitle(Verdict.Finding finding, int shown) {
    return finding.evidenceCount() > shown
        ? wording.say("evidence-of", shown, finding.evidenceCount())
        : wording.say("evidence");
  }

  private void evidence(Evidence evidence, String indent) {
    page.place(evidence.at(), indent);
    page.quotation(evidence.text(), indent + "  ", EVIDENCE_CHARACTERS_MAX);
  }

  private void texts(
      String title, List<Verdict.Finding> findings, Function<Verdict.Finding, String> text) {
    var first = findings.getFirst();
    if (findings.stream().map(text).distinct().count() == 1) {
      section(title, text.apply(first));
    } else if (findings.size() <= OWN_TEXTS_MAX) {
      findings.forEach(
          each -> section(wording.say("text-for", title, each.subject()), text.apply(each)));
    } else {
      section(wording.say("text-for-first", title, first.subject()), text.apply(first));
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
      page.heading(wording.say("references"));
      references.forEach(page::reference);
    }
  }
}
