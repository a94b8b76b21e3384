package dev.casebook.wings.containers.cgroup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// A file of names with numbers, however many and in whatever order: kernels and distributions add
/// to them.
///
/// ```
/// user 32
/// system 89
/// sched_delay 0
/// ```
///
/// Source: the kernel's `Documentation/admin-guide/cgroup-v2.rst`, "flat keyed"; containerd and
/// runc once counted the fields of `cpuacct.stat` and failed where a kernel has a third
/// (github.com/containerd/cgroups, pull request 231).
///
/// @param values by their names, in the order of the file
/// @param oddLines how many lines are no name and number
public record Fields(Map<String, Long> values, int oddLines) {

  /// More than any file of the kernel has.
  private static final int FIELDS_MAX = 1000;

  /// The digits of which every number is a long.
  private static final int DIGITS_MAX = 18;

  public Fields {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Fields of(String text) {
    var values = new LinkedHashMap<String, Long>();
    int odd = 0;
    for (var line : (Iterable<String>) text.lines()::iterator) {
      var words = line.strip().split("\\s+");
      var value = words.length == 2 ? number(words[1]) : OptionalLong.empty();
      if (value.isPresent() && values.size() < FIELDS_MAX) {
        values.putIfAbsent(words[0], value.getAsLong());
      } else if (!line.isBlank()) {
        odd++;
      }
    }
    return new Fields(values, odd);
  }

  /// A counter as the kernel writes it; what does not fit a long is the largest one.
  static OptionalLong number(String word) {
    if (word.isEmpty() || word.length() > 20 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OptionalLong.empty();
    }
    if (word.length() <= DIGITS_MAX) {
      return OptionalLong.of(Long.parseLong(word));
    }
    try {
      return OptionalLong.of(Long.parseLong(word));
    } catch (NumberFormatException e) {
      return OptionalLong.of(Long.MAX_VALUE);
    }
  }

  /// @param file which these are of
  Figure figure(String file, String name) {
    var value = values.get(name);
    return value == null
        ? Figure.missing("%s has no field %s".formatted(file, name))
        : Figure.of(value);
  }
}
