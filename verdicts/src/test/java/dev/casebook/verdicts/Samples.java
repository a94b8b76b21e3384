package dev.casebook.verdicts;

import java.time.Instant;
import java.util.List;

/// One verdict of each kind.
final class Samples {

  static final NoteLabel NOTE =
      new NoteLabel("full-disk", "The disk is full", Severity.HIGH, true, false);

  static final SnapshotLabel WEB1 =
      new SnapshotLabel("a.tar", "web1", "sos-web1", Instant.parse("2026-11-22T14:00:00Z"));

  private static final List<Step> WALK =
      List.of(
          Step.supported(
              Step.Kind.CAUSE, "A log grew", List.of(new Evidence("messages:7", "it grows"))),
          Step.ruledOut(
              Step.Kind.RIVAL, "Inodes ran out", List.of(), List.of("filesystems: 3 lines of df")),
          Step.unknown(Step.Kind.RIVAL, "A file was deleted but held", List.of("lsof: absent")));

  static final Verdict.Finding FINDING =
      new Verdict.Finding(
          NOTE,
          WEB1,
          "/var",
          3,
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
          new Verdict.Clear(NOTE, WEB1, List.of("df says so"), WALK),
          new Verdict.NotApplicable(NOTE, WEB1),
          new Verdict.NoEvidence(
              NOTE,
              WEB1,
              WALK,
              List.of("filesystems: looked for df"),
              List.of(new Evidence("messages:9", "no space left"))),
          new Verdict.Failed(NOTE, WEB1, "it did not end within its time"));

  private Samples() {}
}
