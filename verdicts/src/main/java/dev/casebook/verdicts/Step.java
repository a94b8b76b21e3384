package dev.casebook.verdicts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One step of a note's analysis, and what this snapshot says of it.
///
/// @param hypothesis the author's words
/// @param evidence the first line that decides, where rows name one; else empty
/// @param searched what was gone through and held nothing, where that rules the step out
/// @param missing what could not be looked at; empty unless the outcome is `UNKNOWN`
public record Step(
    Kind kind,
    String hypothesis,
    Outcome outcome,
    List<Evidence> evidence,
    List<String> searched,
    List<String> missing) {

  public Step {
    evidence = List.copyOf(evidence);
    searched = List.copyOf(searched);
    missing = List.copyOf(missing);
  }

  public static Step supported(Kind kind, String hypothesis, List<Evidence> evidence) {
    return new Step(kind, hypothesis, Outcome.SUPPORTED, evidence, List.of(), List.of());
  }

  public static Step ruledOut(
      Kind kind, String hypothesis, List<Evidence> evidence, List<String> searched) {
    return new Step(kind, hypothesis, Outcome.RULED_OUT, evidence, searched, List.of());
  }

  public static Step unknown(Kind kind, String hypothesis, List<String> missing) {
    return new Step(kind, hypothesis, Outcome.UNKNOWN, List.of(), List.of(), missing);
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

  /// What a step is to the problem that the note tells of.
  public enum Kind {
    /// Another cause that looks alike.
    RIVAL,
    /// Part of this one.
    CAUSE;

    /// The kind that a heading begins with, `Rival: …`.
    public static Optional<Kind> marked(String heading) {
      return Arrays.stream(values()).filter(kind -> heading.startsWith(kind.mark())).findFirst();
    }

    private String mark() {
      return name().charAt(0) + word().substring(1) + ": ";
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
