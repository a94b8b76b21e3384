package dev.casebook.verdicts;

import java.util.List;

/// What one note says of one snapshot.
public sealed interface Verdict {

  NoteLabel note();

  SnapshotLabel snapshot();

  /// The host that the snapshot shows.
  default String host() {
    return snapshot().host();
  }

  /// The author's analysis walked on this snapshot's evidence, in the author's order.
  List<Step> walk();

  /// The hypotheses that the evidence supports: worth telling even where the problem is not there.
  default List<Step> supported() {
    return walk().stream().filter(Step::isSupported).toList();
  }

  /// The word for this verdict in JSON and on the terminal.
  String outcome();

  /// The same as of a note from outside.
  default Verdict fromOutside() {
    var outside = note().fromOutside();
    return switch (this) {
      case Finding f ->
          new Finding(
              outside,
              f.snapshot,
              f.subject,
              f.subjectCount,
              f.summary,
              f.evidence,
              f.evidenceCount,
              f.walk,
              f.cause,
              f.remedy,
              f.references,
              f.explainedBy);
      case Clear c -> new Clear(outside, c.snapshot, c.proof, c.walk);
      case NotApplicable n -> new NotApplicable(outside, n.snapshot);
      case NoEvidence n -> new NoEvidence(outside, n.snapshot, n.walk, n.missing, n.unjudged);
      case Failed f -> new Failed(outside, f.snapshot, f.reason);
    };
  }

  /// The known problem is there.
  ///
  /// @param subject what it is about, so that several findings of one note stay apart; may be empty
  /// @param subjectCount how many subjects the note found on this snapshot; more than there are
  ///   findings of it where not all are shown
  /// @param summary the note's sentence with this snapshot's values
  /// @param evidence the lines that prove it, a few of them
  /// @param evidenceCount how many lines prove it in all
  /// @param explainedBy the note whose finding on the same host and subject explains this one, or
  ///   empty
  record Finding(
      NoteLabel note,
      SnapshotLabel snapshot,
      String subject,
      int subjectCount,
      String summary,
      List<Evidence> evidence,
      int evidenceCount,
      List<Step> walk,
      String cause,
      String remedy,
      List<String> references,
      String explainedBy)
      implements Verdict {

    public Finding {
      evidence = List.copyOf(evidence);
      walk = List.copyOf(walk);
      references = List.copyOf(references);
    }

    public Finding explainedBy(String id) {
      return new Finding(
          note,
          snapshot,
          subject,
          subjectCount,
          summary,
          evidence,
          evidenceCount,
          walk,
          cause,
          remedy,
          references,
          id);
    }

    @Override
    public String outcome() {
      return "found";
    }
  }

  /// Complete evidence was searched and the problem is not there.
  ///
  /// @param proof the headings of the note's blocks that found nothing where all was seen
  record Clear(NoteLabel note, SnapshotLabel snapshot, List<String> proof, List<Step> walk)
      implements Verdict {
    public Clear {
      proof = List.copyOf(proof);
      walk = List.copyOf(walk);
    }

    @Override
    public String outcome() {
      return "clear";
    }
  }

  /// What the note is about is not installed on this host.
  record NotApplicable(NoteLabel note, SnapshotLabel snapshot) implements Verdict {
    @Override
    public List<Step> walk() {
      return List.of();
    }

    @Override
    public String outcome() {
      return "not_applicable";
    }
  }

  /// The evidence that would tell is not there; never the same as health.
  ///
  /// @param missing what was looked for, and why it could not be used
  /// @param unjudged lines that may tell of the problem, the first of each kind; what is missing
  ///   would say whether they do
  record NoEvidence(
      NoteLabel note,
      SnapshotLabel snapshot,
      List<Step> walk,
      List<String> missing,
      List<Evidence> unjudged)
      implements Verdict {
    public NoEvidence {
      walk = List.copyOf(walk);
      missing = List.copyOf(missing);
      unjudged = List.copyOf(unjudged);
    }

    @Override
    public String outcome() {
      return "no_evidence";
    }
  }

  /// The note could not be examined.
  ///
  /// @param reason one line for its author
  record Failed(NoteLabel note, SnapshotLabel snapshot, String reason) implements Verdict {
    @Override
    public List<Step> walk() {
      return List.of();
    }

    @Override
    public String outcome() {
      return "error";
    }
  }
}
