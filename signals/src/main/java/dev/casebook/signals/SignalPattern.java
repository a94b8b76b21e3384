package dev.casebook.signals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One signal to look for.
///
/// @param note the id of the note whose signal it is
/// @param name the signal's own
/// @param in who can write it: names of programs or units, or of logs and their folders; empty for
///   anyone
/// @param regex with named groups; see [LinePattern]
public record SignalPattern(String note, String name, List<String> in, String regex) {

  public SignalPattern {
    in = in.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  /// Why the pattern can't be used, if it can't.
  public Optional<String> complaint() {
    return LinePattern.problem(regex);
  }

  /// The names of its groups, in order; none if the pattern can't be used.
  public List<String> groups() {
    return complaint().isPresent() ? List.of() : LinePattern.of(id(), regex).groups();
  }

  /// Whether it is found in a message.
  public boolean isFoundIn(String message) {
    return LinePattern.of(id(), regex).isIn(message);
  }

  /// Its name outside its note.
  public String id() {
    return note + "." + name;
  }

  /// Whether anyone may write it, so that nobody's silence proves anything.
  boolean isAnyones() {
    return in.isEmpty();
  }

  /// Whether this program or unit writes what the signal looks for.
  boolean isFrom(@Nullable String writer) {
    return writer != null && in.stream().anyMatch(word -> LogName.begins(writer, word));
  }

  /// Whether the log's name says that what the signal looks for is written there.
  boolean isNamedBy(LogName log) {
    return in.stream().anyMatch(log::names);
  }

  /// Whether it is a log of one program, which the signal names.
  boolean isOwnLog(LogName log) {
    return in.stream().anyMatch(log::isOwnOf);
  }

  /// Whether a log of this name could carry the signal, as far as can be told without reading it.
  boolean couldBeIn(LogName log) {
    return in.stream().anyMatch(log::couldCarry);
  }
}
