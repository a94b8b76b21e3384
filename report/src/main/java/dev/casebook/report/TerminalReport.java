package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.SourceAccount;
import dev.casebook.verdicts.Suppressed;
import dev.casebook.verdicts.Verdict;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// A diagnosis as a tired engineer reads it: findings first, worst first, each with its walk,
/// proof, cause and remedy; then what could not be looked at; then the counts.
public final class TerminalReport {

  /// At most this much of what could not be read is listed; `--json` has all.
  private static final int LISTED_MAX = 8;

  private final Diagnosis diagnosis;
  private final Style style;
  private final boolean verbose;
  private final Wording wording;
  private final Page page;
  private final SnapshotNames names;

  private TerminalReport(Diagnosis diagnosis, Style style, Wording wording, boolean verbose) {
    this.diagnosis = diagnosis;
    this.style = style;
    this.verbose = verbose;
    this.wording = wording;
    this.page = new Page(style, wording);
    this.names = SnapshotNames.of(diagnosis, wording);
  }

  /// @param verbose whether notes that found nothing are listed too
  public static String of(Diagnosis diagnosis, Style style, Wording wording, boolean verbose) {
    var report = new TerminalReport(diagnosis, style, wording, verbose);
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
    var quiet = new QuietVerdicts(diagnosis, page, names);
    quiet.write();
    if (verbose) {
      quiet.writeAll();
    }
    summary();
  }

  /// Worst first over all sources, those of one severity in the order of the diagnosis; what one
  /// note found on one snapshot together.
  private Collection<List<Verdict.Finding>> worstFirst() {
    return diagnosis.findings().stream()
        .sorted(Comparator.comparing(finding -> finding.note().severity()))
        .collect(Collectors.groupingBy(Source::of, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /// What several findings may have in common.
  private record Source(NoteLabel note, SnapshotLabel snapshot) {
    static Source of(Verdict.Finding finding) {
      return new Source(finding.note(), finding.snapshot());
    }
  }

  private void explained() {
    for (var finding : diagnosis.allFindings()) {
      if (!finding.explainedBy().isEmpty()) {
        page.remark(
            wording.say(
                "explained", about(finding), finding.explainedBy(), finding.note().title()));
      }
    }
  }

  private String about(Verdict.Finding finding) {
    var snapshot = names.of(finding.snapshot());
    return finding.subject().isEmpty() ? snapshot : snapshot + " (" + finding.subject() + ")";
  }

  private void suppressed(Suppressed suppressed) {
    page.remark(
        wording.say(
            "suppressed-until",
            suppressed.until(),
            suppressed.finding().note().id(),
            about(suppressed.finding()),
            suppressed.reason()));
  }

  private void source(SourceAccount account) {
    if (account.unreadable()) {
      account.shortcomings().forEach(each -> error(named(account, each)));
      return;
    }
    var denied =
        account.shortcomings().stream().filter(p -> p.contains(QuietVerdicts.DENIED)).toList();
    if (!denied.isEmpty()) {
      page.remark(wording.count("denied", denied.size(), account.source()));
    }
    var others =
        account.shortcomings().stream().filter(p -> !p.contains(QuietVerdicts.DENIED)).toList();
    others.stream().limit(LISTED_MAX).forEach(each -> page.remark(named(account, each)));
    if (others.size() > LISTED_MAX) {
      page.remark(wording.count("shortcomings", others.size() - LISTED_MAX, account.source()));
    }
    for (var snapshot : diagnosis.withoutEvidence(account)) {
      var which = account.snapshots().size() == 1 ? "" : " " + names.of(snapshot);
      page.remark(wording.say("holds-nothing", account.source() + ":" + which));
    }
  }

  private static String named(SourceAccount account, String shortcoming) {
    return shortcoming.startsWith(account.source())
        ? shortcoming
        : account.source() + ": " + shortcoming;
  }

  private void failures() {
    for (var verdict : diagnosis.verdicts()) {
      if (verdict instanceof Verdict.Failed failed) {
        var id = failed.note().id();
        boolean isSomewhere = !failed.host().isEmpty();
        var which = isSomewhere ? wording.say("on", id, names.of(failed.snapshot())) : id;
        failed.reason().lines().forEach(reason -> error(which + ": " + reason));
      }
    }
  }

  private void summary() {
    int findings = diagnosis.allFindings().size();
    long clear = diagnosis.verdicts().stream().filter(Verdict.Clear.class::isInstance).count();
    long apart =
        diagnosis.verdicts().stream().filter(Verdict.NotApplicable.class::isInstance).count();
    var lead = findings == 0 ? wording.say("findings.none") : wording.count("findings", findings);
    int suppressed = diagnosis.suppressed().size();
    var where = SnapshotNames.where(diagnosis, wording);
    page.paragraph(
        suppressed == 0
            ? wording.say("summary", where, clear, apart)
            : wording.say("summary-suppressed", where, clear, apart, suppressed),
        style.bold(lead) + " ",
        "  ");
    int status = diagnosis.exitStatus();
    page.paragraph(wording.say("status", status, wording.say(meaning(status))), "", "  ");
  }

  private String meaning(int status) {
    return "status." + status + (status == 2 && !diagnosis.allFindings().isEmpty() ? "-found" : "");
  }

  private void error(String text) {
    page.paragraph(text, style.red(wording.say("error")) + "  ", "       ");
  }
}
