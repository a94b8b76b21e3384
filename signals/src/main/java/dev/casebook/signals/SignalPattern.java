package dev.casebook.signals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One signal to look for.
///
/// @param note the id of the note whose signal it is
/// @param name the signal's own
/// @param in who can write it: names of programs or units, or of logs and their folders; empty for
///   anyone
/// @param regex with named groups; see [LinePattern]
/// @param outline of `regex`, if it is known already
public record SignalPattern(
    String note, String name, List<String> in, String regex, Optional<PatternOutline> outline) {

  /// A text of two letters stands in every other line.
  private static final int TEXT_MIN = 3;

  public SignalPattern {
    in = in.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  /// One of which nothing is known yet.
  public SignalPattern(String note, String name, List<String> in, String regex) {
    this(note, name, in, regex, Optional.empty());
  }

  /// @throws UnsupportedPatternException if it can't be used
  LinePattern pattern() {
    return LinePattern.of(id(), regex, outline);
  }

  /// Why the pattern can't be used, if it can't.
  public Optional<String> complaint() {
    return LinePattern.problem(regex);
  }

  /// Whether each message in which it is found holds one of a few texts: only lines with one of
  /// them are looked at closely.
  public boolean asksForText() {
    var literals = pattern().literals();
    return !literals.isEmpty() && literals.stream().allMatch(it -> it.length() >= TEXT_MIN);
  }

  /// The names of its groups, in order; none if the pattern can't be used.
  public List<String> groups() {
    return complaint().isPresent() ? List.of() : pattern().groups();
  }

  /// Whether it is found in a message.
  public boolean isFoundIn(String message) {
    return finder().isIn(message);
  }

  /// Looks for it in one message after the other.
  public MessageFinder finder() {
    return new MessageFinder(pattern());
  }

  /// Its name outside its note.
  public String id() {
    return note + "." + name;
  }

  /// Whether anyone may write it, so that nobody's silence proves anything.
  boolean isAnyones() {
    return in.isEmpty();
  }
}
