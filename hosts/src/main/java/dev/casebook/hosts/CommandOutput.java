package dev.casebook.hosts;

import java.util.regex.Pattern;

/// How a command ended, and how much it said before.
///
/// @param status its exit status; 0 where it did not run or was ended
/// @param size of standard output in bytes, at most the cap
/// @param errors the beginning of standard error
public record CommandOutput(End end, int status, long size, String errors) {

  /// The status of a command that there is not (POSIX, Shell Command Language 2.8.2).
  public static final int NOT_FOUND_STATUS = 127;

  private static final Pattern OF_AN_ENDED_PROCESS =
      Pattern.compile(
          "find: \\S/proc/\\d+(?:/\\S*)?: (?:No such file or directory|No such process|Invalid argument)");

  /// How a command ended.
  public enum End {
    EXITED,
    /// There is no such program on the machine.
    NOT_FOUND,
    /// It ran past its deadline and was ended.
    TIMED_OUT,
    /// It printed more than the cap and was ended; the output is its beginning.
    TRUNCATED
  }

  /// Why the output is not the whole answer, in words; empty if it is.
  public String shortcoming() {
    return switch (end) {
      case NOT_FOUND -> "no such command";
      case TIMED_OUT -> "did not end in time";
      case TRUNCATED -> "printed more than the cap";
      case EXITED ->
          status == 0 || lacksOnlyEndedProcesses()
              ? ""
              : "ended with status " + status + firstError();
    };
  }

  /// Whether `find` complains of nothing but files of processes that ended while it looked, or that
  /// have ended and were not waited for: nothing is missing then.
  private boolean lacksOnlyEndedProcesses() {
    return status == 1
        && !errors.isBlank()
        && errors.lines().allMatch(line -> OF_AN_ENDED_PROCESS.matcher(line).matches());
  }

  private String firstError() {
    var line = errors.strip().lines().findFirst().orElse("");
    return line.isEmpty() ? "" : ": " + line;
  }
}
