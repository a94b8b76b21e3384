package dev.casebook.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A plain file as its host lists it before its bytes come.
///
/// @param path absolute, as the host says it
/// @param size in bytes, when it was listed
record MeasuredFile(String path, long size, Instant modified) {

  private static final Pattern LISTED =
      Pattern.compile("(?<size>\\d{1,18}) (?<time>\\d{1,12}) (?<path>/.+)");

  /// `SIZE SECONDS PATH`; empty if it is none.
  static Optional<MeasuredFile> of(String line) {
    var match = LISTED.matcher(line);
    return match.matches()
        ? Optional.of(
            new MeasuredFile(
                match.group("path"),
                Long.parseLong(match.group("size")),
                Instant.ofEpochSecond(Long.parseLong(match.group("time")))))
        : Optional.empty();
  }
}
