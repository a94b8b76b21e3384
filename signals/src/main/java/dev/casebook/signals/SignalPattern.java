package dev.casebook.signals;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One signal to look for.
///
/// @param note the id of the note whose signal it is
/// @param name the signal's own
/// @param in which logs can carry it: programs, units, or parts of log paths; empty for any
/// @param regex with named groups
public record SignalPattern(String note, String name, List<String> in, String regex) {
  public SignalPattern {
    in = List.copyOf(in);
  }

  /// Why the pattern can't be used, if it can't.
  public Optional<String> complaint() {
    try {
      Pattern.compile(regex);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription());
    }
  }

  /// The names of its groups, in order.
  public List<String> groups() {
    if (complaint().isPresent()) {
      return List.of();
    }
    return Pattern.compile(regex).namedGroups().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
