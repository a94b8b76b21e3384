package dev.casebook.signals;

import dev.casebook.signals.PatternParser.Parsed;
import java.util.List;
import java.util.Optional;

/// What is known of a pattern without its parse tree. An index of notes keeps it: of two hundred
/// patterns few meet a line that they may match in, and only those are parsed.
///
/// @param groups the names of its groups, in the order in which they open
/// @param literals see [RequiredLiterals]
/// @param isBlindToDigits whether it matches a message or not whichever digits stand at its digits'
///   places
public record PatternOutline(List<String> groups, List<String> literals, boolean isBlindToDigits) {

  public PatternOutline {
    groups = List.copyOf(groups);
    literals = List.copyOf(literals);
  }

  /// Empty if `regex` can't be used; see [LinePattern].
  public static Optional<PatternOutline> of(String regex) {
    try {
      return Optional.of(of(PatternParser.parse(regex)));
    } catch (UnsupportedPatternException e) {
      return Optional.empty();
    }
  }

  static PatternOutline of(Parsed parsed) {
    var literals = RequiredLiterals.of(parsed.tree()).literals();
    return new PatternOutline(
        parsed.names(), literals.stream().sorted().toList(), parsed.tree().isBlindToDigits());
  }
}
