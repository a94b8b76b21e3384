package dev.casebook.verdicts;

import java.util.List;
import java.util.Locale;

/// One hypothesis of a note's analysis, and what this snapshot says of it.
///
/// @param hypothesis the author's words
/// @param missing what could not be looked at; empty unless the outcome is `UNKNOWN`
public record Step(String hypothesis, Outcome outcome, List<String> missing) {

  public Step {
    missing = List.copyOf(missing);
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
