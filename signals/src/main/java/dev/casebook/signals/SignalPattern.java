package dev.casebook.signals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One signal to look for.
///
/// @param note the id of the note whose signal it is
/// @param name the signal's own
/// @param in which logs can carry it: beginnings of program or unit names, or parts of log paths;
///   empty for any
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

  /// Its name outside its note.
  public String id() {
    return note + "." + name;
  }

  /// Whether this program or unit writes what the signal looks for.
  boolean isFrom(@Nullable String writer) {
    if (writer == null) {
      return false;
    }
    if (in.isEmpty()) {
      return true;
    }
    for (var word : in) {
      if (writer.regionMatches(true, 0, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /// Whether a log's path says that it is a log of what the signal looks for.
  boolean isOfPath(String place) {
    var path = place.toLowerCase(Locale.ROOT);
    return in.isEmpty() || in.stream().anyMatch(path::contains);
  }
}
