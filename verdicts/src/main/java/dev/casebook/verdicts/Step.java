package dev.casebook.verdicts;

import java.util.List;
import java.util.Locale;

/// One hypothesis of a note's analysis, and what this snapshot says of it.
///
/// @param hypothesis the author's words
/// @param evidence the first line that supports it, where its rows name one; else empty
/// @param missing what could not be looked at; empty unless the outcome is `UNKNOWN`
public record Step(
    String hypothesis, Outcome outcome, List<Evidence> evidence, List<String> missing) {

  public Step {
    evidence = List.copyOf(evidence);
    missing = List.copyOf(missing);
  }

  public static Step supported(String hypothesis, List<Evidence> evidence) {
    return new Step(hypothesis, Outcome.SUPPORTED, evidence, List.of());
  }

  public static Step ruledOut(String hypothesis) {
    return new Step(hypothesis, Outcome.RULED_OUT, List.of(), List.of());
  }

  public static Step unknown(String hypothesis, List<String> missing) {
    return new Step(hypothesis, Outcome.UNKNOWN, List.of(), missing);
  }

  public boolean isSupported() {
    return outcome == Outcome.SUPPORTED;
  }

  /// What the evidence says of a hypothesis.
  public enum Outcome {
    /// Rows support it.
    SUPPORTED,
    /// Complete evidence was searched and nothing supports it.
    RULED_OUT,
    /// The evidence that would tell is missing or partial.
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
