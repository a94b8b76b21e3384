package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.SourceAccount;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A diagnosis as a tired engineer reads it: findings first, worst first, each with its walk,
/// proof, cause and remedy; then what could not be looked at; then the counts.
public final class TerminalReport {

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private TerminalReport(Style style) {
    this.style = style;
  }

  public static String of(Diagnosis diagnosis, Style style) {
    var report = new TerminalReport(style);
    report.write(diagnosis);
    return report.out.toString();
  }

  private void write(Diagnosis diagnosis) {
    diagnosis.findings().forEach(this::finding);
    explained(diagnosis);
    failures(diagnosis);
    diagnosis.sources().forEach(this::source);
    noEvidence(diagnosis);
    summary(diagnosis);
  }

  private void finding(Verdict.Finding finding) {
    heading(finding);
    blank();
    prose(finding.summary(), "  ");
    evidence(finding);
    walk(finding.walk());
    section("Cause", finding.cause());
    section("Remedy", finding.remedy());
    references(finding.references());
    blank();
  }

  private void heading(Verdict.Finding finding) {
    var word = finding.note().severity().word().toUpperCase(Locale.ROOT);
    line(
        severity(finding.note().severity(), word)
            + "  "
            + style.bold(clean(finding.note().title())));
    var about = finding.subject().isEmpty() ? "" : " · " + clean(finding.subject());
    var trial = finding.note().experimental() ? " · experimental, no evidence of its own" : "";
    line(style.dim("  " + clean(finding.host()) + about + " · " + finding.note().id() + trial));
  }

  private String severity(Severity severity, String word) {
    return switch (severity) {
      case CRITICAL, HIGH -> style.red(word);
      case MEDIUM -> style.yellow(word);
      case LOW, INFO -> style.bold(word);
    };
  }

  private void evidence(Verdict.Finding finding) {
    blank();
    int more = finding.evidenceCount() - finding.evidence().size();
    line(
        style.bold("  Evidence")
            + (more > 0
                ? ", " + finding.evidence().size() + " of " + finding.evidenceCount() + " lines"
                : ""));
    for (var evidence : finding.evidence()) {
      evidenceLine(evidence);
    }
  }

  private void evidenceLine(Evidence evidence) {
    line(style.dim("    " + clean(evidence.at())));
    Paragraph.wrap(clean(evidence.text()), "      ", "      ", style.width()).forEach(this::line);
  }

  private void walk(List<Step> walk) {
    if (walk.isEmpty()) {
      return;
    }
    blank();
    line(style.bold("  Analysis"));
    for (var step : walk) {
      var word =
          switch (step.outcome()) {
            case SUPPORTED -> style.yellow("supported ");
            case RULED_OUT -> style.green("ruled out ");
            case UNKNOWN -> style.dim("unknown   ");
          };
      var lines = Paragraph.wrap(clean(step.hypothesis()), "", "", style.width() - 16);
      line("    " + word + "  " + lines.getFirst());
      lines.stream().skip(1).forEach(rest -> line(" ".repeat(16) + rest));
      step.missing().stream().limit(2).forEach(this::missing);
    }
  }

  private void missing(String reason) {
    Paragraph.wrap(clean(reason), " ".repeat(16), " ".repeat(16), style.width())
        .forEach(text -> line(style.dim(text)));
  }

  private void section(String title, String text) {
    blank();
    line(style.bold("  " + title));
    prose(text, "    ");
  }

  /// Markdown as it is written, wrapped; fenced blocks verbatim, so that they can be pasted.
  private void prose(String markdown, String indent) {
    boolean fenced = false;
    var paragraph = new StringBuilder();
    for (var text : markdown.lines().toList()) {
      boolean fence = text.startsWith("```");
      boolean item = text.startsWith("- ") || text.matches("\\d+\\. .*");
      if (fence || fenced || text.isBlank() || item) {
        flush(paragraph, indent);
      }
      if (fence) {
        fenced = !fenced;
      } else if (fenced) {
        line(indent + "  " + clean(text));
      } else {
        paragraph.append(text).append(' ');
      }
    }
    flush(paragraph, indent);
  }

  private void flush(StringBuilder paragraph, String indent) {
    if (!paragraph.isEmpty() && !paragraph.toString().isBlank()) {
      Paragraph.wrap(clean(paragraph.toString()), indent, indent, style.width())
          .forEach(this::line);
    }
    paragraph.setLength(0);
  }

  private void references(List<String> references) {
    if (!references.isEmpty()) {
      blank();
      line(style.bold("  References"));
      references.forEach(reference -> line("    " + clean(reference)));
    }
  }

  private void explained(Diagnosis diagnosis) {
    for (var finding : diagnosis.allFindings()) {
      if (!finding.explainedBy().isEmpty()) {
        wrapped(
            "Also found, and explained by "
                + finding.explainedBy()
                + ": "
                + finding.note().title()
                + ".");
      }
    }
  }

  private void failures(Diagnosis diagnosis) {
    for (var verdict : diagnosis.verdicts()) {
      if (verdict instanceof Verdict.Failed failed) {
        wrapped(
            style.red("error")
                + "  "
                + failed.note().id()
                + " on "
                + clean(failed.host())
                + ": "
                + clean(failed.reason()));
      }
    }
  }

  /// What could not be read, in as few lines as tell it.
  private void source(SourceAccount account) {
    if (account.unreadable()) {
      account.problems().forEach(problem -> wrapped(style.red("error") + "  " + clean(problem)));
      return;
    }
    long denied = account.problems().stream().filter(p -> p.contains("permission denied")).count();
    if (denied > 0) {
      wrapped(
          clean(account.source())
              + ": "
              + denied
              + (denied == 1 ? " path" : " paths")
              + " could not be read: permission denied (root sees more).");
    }
    var others = account.problems().stream().filter(p -> !p.contains("permission denied")).toList();
    others.stream().limit(10).forEach(problem -> wrapped(clean(account.source() + ": " + problem)));
    if (others.size() > 10) {
      wrapped(
          account.source()
              + ": and "
              + (others.size() - 10)
              + " more problems (--json has them all).");
    }
  }

  private void noEvidence(Diagnosis diagnosis) {
    var without =
        diagnosis.verdicts().stream()
            .filter(Verdict.NoEvidence.class::isInstance)
            .map(Verdict.NoEvidence.class::cast)
            .toList();
    if (without.isEmpty()) {
      return;
    }
    long denied =
        without.stream()
            .filter(v -> v.missing().stream().anyMatch(m -> m.contains("permission denied")))
            .count();
    wrapped(
        without.size()
            + (without.size() == 1 ? " note" : " notes")
            + " lacked evidence"
            + (denied > 0 ? "; " + denied + " of them need root" : "")
            + ": "
            + without.stream().map(v -> v.note().id()).distinct().collect(Collectors.joining(", "))
            + ".");
  }

  private void summary(Diagnosis diagnosis) {
    var hosts = diagnosis.sources().stream().flatMap(s -> s.hosts().stream()).toList();
    int findings = diagnosis.allFindings().size();
    long clear = diagnosis.verdicts().stream().filter(Verdict.Clear.class::isInstance).count();
    long apart =
        diagnosis.verdicts().stream().filter(Verdict.NotApplicable.class::isInstance).count();
    wrapped(
        style.bold(findings == 1 ? "1 finding" : findings + " findings")
            + " on "
            + (hosts.size() == 1 ? clean(hosts.getFirst()) : hosts.size() + " hosts")
            + "; "
            + clear
            + " clear, "
            + apart
            + " not applicable. "
            + "Exit status "
            + diagnosis.exitStatus()
            + ": "
            + meaning(diagnosis.exitStatus())
            + ".");
  }

  private static String meaning(int status) {
    return switch (status) {
      case 0 -> "nothing found";
      case 1 -> "findings";
      default -> "could not look properly";
    };
  }

  private static String clean(String text) {
    return Printable.line(text);
  }

  private void wrapped(String text) {
    Paragraph.wrap(text, "", "  ", style.width()).forEach(this::line);
  }

  private void blank() {
    out.append('\n');
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
