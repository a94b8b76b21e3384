package dev.casebook.signals;

/// Takes what a scanner finds, line by line.
@FunctionalInterface
public interface LineMatches {

  /// A pattern that matches a line; each once, in order of line, then of pattern.
  void take(LineMatch match);

  /// Whether it matters if the pattern matches the line, which a filter holds for likely. Where it
  /// does not, the line is spared the match, which costs a thousand times what the filter does.
  default boolean wants(LinePattern pattern, LogLine line) {
    return true;
  }
}
