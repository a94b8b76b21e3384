package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.SourceAccount;
import dev.casebook.verdicts.Suppressed;
import dev.casebook.verdicts.Verdict;
import java.util.Comparator;
import java.util.List;

/// A diagnosis as a tired engineer reads it: findings first, worst first, each with its walk,
/// proof, cause and remedy; then what could not be looked at; then the counts.
public final class TerminalReport {

  /// Of what could not be read, or lacked evidence, so much is listed; `--json` has all.
  private static final int LISTED_MAX = 8;

  private static final String DENIED = "permission denied";

  private final Diagnosis diagnosis;
  private final Style style;
  private final Page page;
  private final SnapshotNames names;

  private TerminalReport(Diagnosis diagnosis, Style style) {
    this.diagnosis = diagnosis;
    this.style = style;
    this.page = new Page(style);
    this.names = SnapshotNames.of(diagnosis);
  }

  public static String of(Diagnosis diagnosis, Style style) {
    var report = new TerminalReport(diagnosis, style);
    report.write();
    return report.page.toString();
  }

  private void write() {
    worstFirst().forEach(new FindingSection(page, names)::write);
    page.blank();
    explained();
    diagnosis.suppressed().forEach(this::suppressed);
    diagnosis.sources().forEach(this::source);
    failures();
    noEvidence();
    summary();
  }

  /// Worst first over all sources; those of one severity in the order of the diagnosis.
  private List<Verdict.Finding> worstFirst() {
    return diagnosis.findings().stream()
        .sorted(Comparator.comparing(finding -> finding.note().severity()))
        .toList();
  }

  private void explained() {
    for (var finding : diagnosis.allFindings()) {
      if (!finding.explainedBy().isEmpty()) {
        say(
            "Also found on "
                + about(finding)
                + ", and explained by "
                + finding.explainedBy()
                + ": "
                + finding.note().title()
                + ".");
      }
    }
  }

  private String about(Verdict.Finding finding) {
    var snapshot = names.of(finding.snapshot());
    return finding.subject().isEmpty() ? snapshot : snapshot + " (" + finding.subject() + ")";
  }

  private void suppressed(Suppressed suppressed) {
    say(
        "Suppressed until "
            + suppressed.until()
            + ": "
            + suppressed.finding().note().id()
            + " on "
            + about(suppressed.finding())
            + ": "
            + suppressed.reason());
  }

  private void source(SourceAccount account) {
    if (account.unreadable()) {
      account.problems().forEach(problem -> error(named(account, problem)));
      return;
    }
    var denied = account.problems().stream().filter(p -> p.contains(DENIED)).toList();
    if (!denied.isEmpty()) {
      say(
          account.source()
              + ": "
              + counted(denied.size(), "path")
              + " could not be read: permission denied (root sees more).");
    }
    var others = account.problems().stream().filter(p -> !p.contains(DENIED)).toList();
    others.stream().limit(LISTED_MAX).forEach(problem -> say(named(account, problem)));
    if (others.size() > LISTED_MAX) {
      say(
          account.source()
              + ": and "
              + counted(others.size() - LISTED_MAX, "more problem")
              + " (--json has them all).");
    }
    if (diagnosis.isWithoutEvidence(account)) {
      say(account.source() + ": holds no evidence for any of the notes.");
    }
  }

  private static String named(SourceAccount account, String problem) {
    return problem.startsWith(account.source()) ? problem : account.source() + ": " + problem;
  }

  private void failures() {
    for (var verdict : diagnosis.verdicts()) {
      if (verdict instanceof Verdict.Failed failed) {
        var where = failed.host().isEmpty() ? "" : " on " + names.of(failed.snapshot());
        error(failed.note().id() + where + ": " + failed.reason());
      }
    }
  }

  private void noEvidence() {
    var without =
        diagnosis.verdicts().stream()
            .filter(Verdict.NoEvidence.class::isInstance)
            .map(Verdict.NoEvidence.class::cast)
            .toList();
    if (without.isEmpty()) {
      return;
    }
    var notes = ids(without);
    int denied =
        ids(without.stream()
                .filter(v -> v.missing().stream().anyMatch(m -> m.contains(DENIED)))
                .toList())
            .size();
    say(
        counted(notes.size(), "note")
            + " lacked evidence"
            + (denied == 0 ? "" : "; " + denied + " of them " + (denied == 1 ? "needs" : "need"))
            + (denied == 0 ? "" : " root")
            + ": "
            + Enumeration.of(notes, LISTED_MAX)
            + ".");
  }

  private static List<String> ids(List<Verdict.NoEvidence> verdicts) {
    return verdicts.stream().map(Verdict.NoEvidence::note).map(NoteLabel::id).distinct().toList();
  }

  private void summary() {
    int findings = diagnosis.allFindings().size();
    long clear = diagnosis.verdicts().stream().filter(Verdict.Clear.class::isInstance).count();
    long apart =
        diagnosis.verdicts().stream().filter(Verdict.NotApplicable.class::isInstance).count();
    var lead = findings == 0 ? "No finding" : counted(findings, "finding");
    int suppressed = diagnosis.suppressed().size();
    page.paragraph(
        "on "
            + where()
            + "; "
            + clear
            + " clear, "
            + apart
            + " not applicable"
            + (suppressed == 0 ? "." : ", " + suppressed + " suppressed."),
        style.bold(lead) + " ",
        "  ");
    int status = diagnosis.exitStatus();
    page.paragraph("Exit status " + status + ": " + meaning(status) + ".", "", "  ");
  }

  private String where() {
    var hosts = diagnosis.sources().stream().flatMap(s -> s.hosts().stream()).distinct().toList();
    return hosts.size() == 1 ? hosts.getFirst() : counted(hosts.size(), "host");
  }

  private String meaning(int status) {
    return switch (status) {
      case 0 -> "nothing found";
      case 1 -> "findings";
      default ->
          "could not look properly"
              + (diagnosis.allFindings().isEmpty() ? "" : "; what was found is shown");
    };
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private void say(String text) {
    page.paragraph(text, "", "  ");
  }

  private void error(String text) {
    page.paragraph(text, style.red("error") + "  ", "       ");
  }
}
