package dev.casebook.hosts;

/// How a command ended, and how much it said before.
///
/// @param status its exit status; 0 where it did not run or was ended
/// @param size of standard output in bytes, at most the cap
/// @param errors the beginning of standard error
public record CommandOutput(End end, int status, long size, String errors) {

  /// The status of a command that there is not (POSIX, Shell Command Language 2.8.2).
  public static final int NOT_FOUND_STATUS = 127;

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
      case EXITED -> status == 0 ? "" : "ended with status " + status + firstError();
    };
  }

  private String firstError() {
    var line = errors.strip().lines().findFirst().orElse("");
    return line.isEmpty() ? "" : ": " + line;
  }
}
