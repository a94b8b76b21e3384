package dev.casebook.signals;

/// Tells the author of a pattern which construct cannot be used, and where it stands.
public final class UnsupportedPatternException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// @param at index of the construct in the pattern, from 0; shown from 1
  UnsupportedPatternException(int at, String problem) {
    super("character " + (at + 1) + ": " + problem);
  }
}
