package dev.casebook.signals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first match of a pattern in a line.
///
/// @param groups what the pattern's named groups hold, in the order of [LinePattern#groups]; null
///   for a group that took no part in the match
public record LineMatch(LinePattern pattern, LogLine line, List<@Nullable String> groups) {
  /// What the group holds, null if it took no part in the match.
  ///
  /// @throws IllegalArgumentException if the pattern has no such group
  public @Nullable String group(String name) {
    int index = pattern.groups().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(pattern.id() + " has no group " + name);
    }
    return groups.get(index);
  }
}
