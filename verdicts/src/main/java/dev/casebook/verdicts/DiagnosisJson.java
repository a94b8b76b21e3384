package dev.casebook.verdicts;

import java.util.List;

/// A diagnosis as JSON: a stable form, the same bytes for the same diagnosis.
///
/// ```
/// {"schema":2,
///  "sources":[{"source","layout","snapshots":[{"host","root","captured"}],
///              "shortcomings":[…],"damaged","unreadable"}],
///  "verdicts":[{"note","foreign","source","host","root","captured","outcome","severity","subject",
///               "subjects","summary","evidence":[{"at","text"}],
///               "walk":[{"kind","hypothesis","outcome","evidence":[{"at","text"}],
///                        "searched":[…],"missing":[…]}],"missing":[…]}],
///  "suppressed":[{"note","foreign","source","host","root","captured","subject","summary","reason",
///                 "until"}]}
/// ```
///
/// A snapshot is told by source, host, root and `captured`, an instant or null. `subjects` counts
/// those that the note found on the snapshot, of which at most a hundred are shown. The `evidence`
/// of no_evidence are lines that may tell of the problem. `outcome` is found, clear,
/// not_applicable, no_evidence or error; a failed note's reason is its summary. Every key is always
/// there. A change that a reader of this form would notice, other than a new key, raises `schema`.
public final class DiagnosisJson {

  private static final int SCHEMA = 2;

  private final JsonText json = new JsonText();

  private DiagnosisJson() {}

  public static String of(Diagnosis diagnosis) {
    var writer = new DiagnosisJson();
    writer.write(diagnosis);
    return writer.json.toString();
  }

  private void write(Diagnosis diagnosis) {
    json.object();
    json.key("schema").number(SCHEMA);
    json.key("sources").array();
    diagnosis.sources().forEach(this::source);
    json.end();
    json.key("verdicts").array();
    diagnosis.verdicts().forEach(this::verdict);
    json.end();
    json.key("suppressed").array();
    diagnosis.suppressed().forEach(this::suppressed);
    json.end();
    json.end();
  }

  private void source(SourceAccount account) {
    json.object();
    json.key("source").text(account.source());
    json.key("layout").text(account.layout());
    json.key("snapshots").array();
    account.snapshots().forEach(this::snapshot);
    json.end();
    texts("shortcomings", account.shortcomings());
    json.key("damaged").bool(account.damaged());
    json.key("unreadable").bool(account.unreadable());
    json.end();
  }

  private void verdict(Verdict verdict) {
    json.object();
    place(verdict);
    json.key("outcome").text(verdict.outcome());
    json.key("severity").text(verdict.note().severity().word());
    json.key("subject").text(verdict instanceof Verdict.Finding f ? f.subject() : "");
    json.key("subjects").number(verdict instanceof Verdict.Finding f ? f.subjectCount() : 0);
    json.key("summary").text(summary(verdict));
    lines(evidence(verdict));
    json.key("walk").array();
    verdict.walk().forEach(this::step);
    json.end();
    texts("missing", missing(verdict));
    texts("proof", verdict instanceof Verdict.Clear clear ? clear.proof() : List.of());
    json.end();
  }

  private void place(Verdict verdict) {
    json.key("note").text(verdict.note().id());
    json.key("foreign").bool(verdict.note().foreign());
    json.key("source").text(verdict.snapshot().source());
    identity(verdict.snapshot());
  }

  private void snapshot(SnapshotLabel snapshot) {
    json.object();
    identity(snapshot);
    json.end();
  }

  private void identity(SnapshotLabel snapshot) {
    json.key("host").text(snapshot.host());
    json.key("root").text(snapshot.root());
    json.key("captured");
    if (snapshot.captured() == null) {
      json.literal("null");
    } else {
      json.text(snapshot.captured().toString());
    }
  }

  private void suppressed(Suppressed suppressed) {
    json.object();
    place(suppressed.finding());
    json.key("subject").text(suppressed.finding().subject());
    json.key("summary").text(suppressed.finding().summary());
    json.key("reason").text(suppressed.reason());
    json.key("until").text(suppressed.until().toString());
    json.end();
  }

  private static String summary(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Finding finding -> finding.summary();
      case Verdict.Failed failed -> failed.reason();
      case Verdict.Clear _, Verdict.NotApplicable _, Verdict.NoEvidence _ -> "";
    };
  }

  private static List<Evidence> evidence(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Finding finding -> finding.evidence();
      case Verdict.NoEvidence none -> none.unjudged();
      case Verdict.Clear _, Verdict.NotApplicable _, Verdict.Failed _ -> List.of();
    };
  }

  private static List<String> missing(Verdict verdict) {
    return verdict instanceof Verdict.NoEvidence none ? none.missing() : List.of();
  }

  private void lines(List<Evidence> evidence) {
    json.key("evidence").array();
    evidence.forEach(this::line);
    json.end();
  }

  private void line(Evidence evidence) {
    json.object();
    json.key("at").text(evidence.at());
    json.key("text").text(evidence.text());
    json.end();
  }

  private void step(Step step) {
    json.object();
    json.key("kind").text(step.kind().word());
    json.key("hypothesis").text(step.hypothesis());
    json.key("outcome").text(step.outcome().word());
    lines(step.evidence());
    texts("searched", step.searched());
    texts("missing", step.missing());
    json.end();
  }

  private void texts(String key, List<String> values) {
    json.key(key).array();
    values.forEach(json::text);
    json.end();
  }
}
