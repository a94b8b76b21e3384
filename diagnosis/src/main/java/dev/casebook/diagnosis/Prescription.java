package dev.casebook.diagnosis;

import java.time.Duration;
import java.util.List;

/// What a note's remedy does about one finding when it is applied.
///
/// @param subject of the finding
/// @param summary the finding's sentence
/// @param steps in order; none where the remedy is for people alone
/// @param unknown what the steps would need to know and the evidence does not tell
/// @param checks commands that show people whether it helped
/// @param byHand what the remedy also has and nobody applies
/// @param whyByHand why there is nothing to apply, or not all, in the author's words; may be empty
/// @param settling how long it may take until the note is clear
public record Prescription(
    String subject,
    String summary,
    List<RemedyStep> steps,
    List<String> unknown,
    List<String> checks,
    List<String> byHand,
    String whyByHand,
    Duration settling) {

  public Prescription {
    steps = List.copyOf(steps);
    unknown = List.copyOf(unknown);
    checks = List.copyOf(checks);
    byHand = List.copyOf(byHand);
  }
}
