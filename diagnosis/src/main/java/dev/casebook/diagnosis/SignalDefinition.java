package dev.casebook.diagnosis;

import dev.casebook.signals.PatternOutline;
import dev.casebook.signals.SignalPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A named pattern over the messages of logs.
///
/// @param in which logs can carry it: programs, units or parts of log paths; empty for any
/// @param match with named groups, from the message's start
/// @param anywhere why the pattern may begin anywhere in the message; empty if it may not
/// @param silent when the program does not tell, so that the lack of hits proves nothing; empty if
///   it always tells
/// @param speaks returns rows where the host's own settings make it tell; over tables only
/// @param examples messages in which it is found
/// @param line where it stands in its file
/// @param outline of what is looked for; empty if it is not known, or can't be used
public record SignalDefinition(
    String name,
    List<String> in,
    String match,
    String anywhere,
    String silent,
    Optional<Block> speaks,
    List<String> examples,
    int line,
    Optional<PatternOutline> outline) {

  /// Stands at the very start of a pattern or nowhere.
  private static final String ANY_CASE = "(?i)";

  public SignalDefinition {
    in = List.copyOf(in);
    examples = List.copyOf(examples);
  }

  /// The same, with its outline.
  SignalDefinition outlined() {
    return new SignalDefinition(
        name, in, match, anywhere, silent, speaks, examples, line, PatternOutline.of(anchored()));
  }

  SignalDefinition with(UnaryOperator<Block> change) {
    return new SignalDefinition(
        name, in, match, anywhere, silent, speaks.map(change), examples, line, outline);
  }

  /// The same where nothing tells that the program speaks.
  SignalDefinition withoutSpeaking() {
    return new SignalDefinition(
        name, in, match, anywhere, silent, Optional.empty(), examples, line, outline);
  }

  /// The tables that tell whether it is silent.
  Set<String> relations() {
    return speaks.map(Block::relations).orElse(Set.of());
  }

  /// What is looked for.
  ///
  /// @param owner the note or view whose it is; see [View#owner]
  public SignalPattern of(String owner) {
    return new SignalPattern(owner, name, in, anchored(), outline);
  }

  /// The pattern with its anchor.
  private String anchored() {
    if (!anywhere.isEmpty()) {
      return match;
    }
    boolean folded = match.startsWith(ANY_CASE);
    return folded
        ? ANY_CASE + "^(?:" + match.substring(ANY_CASE.length()) + ")"
        : "^(?:" + match + ")";
  }
}
