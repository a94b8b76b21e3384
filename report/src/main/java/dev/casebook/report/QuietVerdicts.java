package dev.casebook.report;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// What a report says of the notes that found nothing: first what is worth a look all the same,
/// then who lacked evidence, and if asked for, every note by name.
final class QuietVerdicts {

  /// At most this many notes are listed; `--verbose` lists all.
  private static final int LISTED_MAX = 8;

  static final String DENIED = "permission denied";

  private final Diagnosis diagnosis;
  private final Page page;
  private final Wording wording;
  private final SnapshotNames names;

  QuietVerdicts(Diagnosis diagnosis, Page page, SnapshotNames names) {
    this.diagnosis = diagnosis;
    this.page = page;
    this.wording = page.wording();
    this.names = names;
  }

  void write() {
    of(Verdict.Clear.class).forEach(clear -> supported(clear, "clear"));
    var lacking = of(Verdict.NoEvidence.class);
    lacking.forEach(this::unjudged);
    lacking.forEach(none -> supported(none, "no-evidence"));
    lackedEvidence(lacking.stream().filter(none -> none.unjudged().isEmpty()).toList());
  }

  private <V extends Verdict> List<V> of(Class<V> kind) {
    return diagnosis.verdicts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private String heading(Verdict verdict) {
    return wording.say("on", verdict.note().id(), names.of(verdict.snapshot()));
  }

  private void supported(Verdict verdict, String outcome) {
    var steps = verdict.supported();
    if (!steps.isEmpty()) {
      var told = steps.stream().map(QuietVerdicts::told).collect(Collectors.joining("; "));
      page.remark(wording.say("but", heading(verdict), wording.say(outcome), told));
    }
  }

  private static String told(Step step) {
    return step.hypothesis()
        + step.evidence().stream()
            .map(Evidence::at)
            .findFirst()
            .map(at -> " (" + at + ")")
            .orElse("");
  }

  private void unjudged(Verdict.NoEvidence none) {
    if (!none.unjudged().isEmpty()) {
      var missing =
          none.missing().stream().map(Enumeration::ofMissing).collect(Collectors.joining("; "));
      var lines = none.unjudged().stream().map(Evidence::at).collect(Collectors.joining(", "));
      page.remark(wording.say("unjudged", heading(none), lines, missing));
    }
  }

  private void lackedEvidence(List<Verdict.NoEvidence> without) {
    if (without.isEmpty()) {
      return;
    }
    var notes = ids(without);
    int denied =
        ids(without.stream()
                .filter(v -> v.missing().stream().anyMatch(m -> m.contains(DENIED)))
                .toList())
            .size();
    var named = Enumeration.of(notes, LISTED_MAX, wording);
    page.remark(
        denied == 0
            ? wording.count("lacked", notes.size(), named)
            : wording.count(
                "lacked-denied", notes.size(), wording.count("need-root", denied), named));
  }

  private static List<String> ids(List<? extends Verdict> verdicts) {
    return verdicts.stream().map(Verdict::note).map(NoteLabel::id).distinct().toList();
  }

  /// Every note that found nothing, on which snapshot, and what those without evidence looked for.
  void writeAll() {
    list("all-clear", of(Verdict.Clear.class));
    list("all-not-applicable", of(Verdict.NotApplicable.class));
    for (var none : of(Verdict.NoEvidence.class)) {
      page.remark(wording.say("all-no-evidence", heading(none)));
      none.missing().forEach(missing -> page.paragraph(missing, "  ", "    "));
    }
  }

  private void list(String outcome, List<? extends Verdict> verdicts) {
    verdicts.stream()
        .collect(Collectors.groupingBy(Verdict::snapshot, LinkedHashMap::new, Collectors.toList()))
        .forEach((snapshot, said) ->
            page.remark(wording.say(outcome, names.of(snapshot), String.join(", ", ids(said)))));
  }
}
