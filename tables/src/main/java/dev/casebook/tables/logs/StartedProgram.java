package dev.casebook.tables.logs;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A program that was started, as one line of snoopy or the records of one event of auditd tell it.
///
/// @param micros since 1970, or [LogLines#NO_TIME]
/// @param pid or -1
/// @param origin of the line that holds the command
record StartedProgram(
    long micros,
    @Nullable String hostname,
    String recorder,
    @Nullable String login,
    @Nullable String account,
    @Nullable String terminal,
    @Nullable String folder,
    @Nullable String program,
    long pid,
    String command,
    long origin) {

  /// snoopy's message up to the command, in the format that it is built with. Folders may hold any
  /// sign, so the first `]: ` ends it.
  private static final Pattern SNOOPY =
      Pattern.compile(
          "\\[login:(\\S+) ssh:\\(.*?\\) sid:\\S+ tty:(\\S+) \\(.*?\\)"
              + " uid:([^\\s(]+)\\(\\d+\\)/\\S+ cwd:(.*?)\\]: (.*)",
          Pattern.DOTALL);

  /// Of a line of snoopy in its usual format; null of another, which says less.
  static @Nullable StartedProgram snoopy(
      long micros, @Nullable String hostname, long pid, String message, long origin) {
    var told = SNOOPY.matcher(message);
    if (!told.matches()) {
      return null;
    }
    return new StartedProgram(
        micros,
        hostname,
        "snoopy",
        known(told.group(1)),
        told.group(3),
        known(told.group(2)),
        told.group(4),
        null,
        pid,
        told.group(5),
        origin);
  }

  /// A word that is not one of those for nothing: `(unknown)`, `(none)`, `?`.
  static @Nullable String known(@Nullable String word) {
    return word == null || word.startsWith("(") || word.equals("?") || word.isEmpty() ? null : word;
  }
}
