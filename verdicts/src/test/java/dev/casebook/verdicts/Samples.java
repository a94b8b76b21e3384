package dev.casebook.verdicts;

import java.util.List;

/// One verdict of each kind.
final class Samples {

  static final NoteLabel NOTE = new NoteLabel("full-disk", "The disk is full", Severity.HIGH, true);

  static final SnapshotLabel WEB1 = new SnapshotLabel("a.tar", "web1");

  private static final List<Step> WALK =
      List.of(
          new Step("A log grew", Step.Outcome.SUPPORTED, List.of()),
          new Step("Inodes ran out", Step.Outcome.RULED_OUT, List.of()),
          new Step("A file was deleted but held", Step.Outcome.UNKNOWN, List.of("lsof: absent")));

  static final Verdict.Finding FINDING =
      new Verdict.Finding(
          NOTE,
          WEB1,
          "/var",
          "/var is full.",
          List.of(new Evidence("df:3", "/dev/sda1 \"100%\" /var")),
          7,
          WALK,
          "It grew.",
          "```sh\nrm '/var/x'\n```",
          List.of("https://example.org/full"),
          "");

  static final List<Verdict> ALL =
      List.of(
          FINDING,
          new Verdict.Clear(NOTE, WEB1, WALK),
          new Verdict.NotApplicable(NOTE, WEB1),
          new Verdict.NoEvidence(NOTE, WEB1, WALK, List.of("filesystems: looked for df")),
          new Verdict.Failed(NOTE, WEB1, "it did not end within its time"));

  private Samples() {}
}
