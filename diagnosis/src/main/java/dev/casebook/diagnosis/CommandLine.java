package dev.casebook.diagnosis;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a value stands in a line of shell commands, as far as a command could take it for an
/// option (POSIX Utility Syntax Guidelines, 9 and 10).
///
/// @param before what stands before the value in its command
record CommandLine(String before) {

  /// What ends a command. Where it is quoted, one that is not there is seen, which is the safe
  /// mistake.
  private static final Pattern END = Pattern.compile("[|;&(`]");

  private static final Pattern WORDS = Pattern.compile("\\s+");

  /// Commands that know no `--`, or take no option after their first operand.
  private static final Set<String> WITHOUT_END_OF_OPTIONS =
      Set.of(
          "[",
          "bridge",
          "dd",
          "echo",
          "ethtool",
          "faillock",
          "find",
          "ip",
          "openssl",
          "printf",
          "sysctl",
          "tc",
          "tcpdump",
          "test");

  /// @param at where the value begins in a line
  static CommandLine at(String line, int at) {
    var end = END.matcher(line.substring(0, at));
    int from = 0;
    while (end.find()) {
      from = end.end();
    }
    return new CommandLine(line.substring(from, at));
  }

  /// Whether the value is the first of its word, so that a `-` at its beginning is the word's.
  boolean beginsWord() {
    return before.isEmpty() || Character.isWhitespace(before.charAt(before.length() - 1));
  }

  /// Whether no option can follow.
  boolean isPastOptions() {
    return List.of(WORDS.split(before.strip())).contains("--");
  }

  /// Whether the author can, and should, end the options before the value. What follows an option
  /// may be that option's own.
  boolean wantsEndOfOptions() {
    var words = WORDS.split(before.strip());
    var last = words[words.length - 1];
    return beginsWord()
        && !before.isBlank()
        && !isPastOptions()
        && !last.startsWith("-")
        && !WITHOUT_END_OF_OPTIONS.contains(words[0]);
  }
}
