package dev.casebook.hosts;

import java.nio.charset.StandardCharsets;

/// What a command said before it ended or was ended.
///
/// @param end how it ended
/// @param status its exit status; 0 where it did not run or was ended
/// @param output standard output, at most the cap
/// @param errors the beginning of standard error
public record CommandOutput(End end, int status, byte[] output, String errors) {

  /// How a command ended.
  public enum End {
    EXITED,
    /// There is no such program on the machine.
    NOT_FOUND,
    /// It ran past its deadline and was ended.
    TIMED_OUT,
    /// It said more than the cap and was ended; the output is its beginning.
    TRUNCATED
  }

  public boolean isWhole() {
    return end == End.EXITED && status == 0;
  }

  public String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /// Why the output is not the whole answer, in words; empty if it is.
  public String shortcoming() {
    return switch (end) {
      case NOT_FOUND -> "no such command";
      case TIMED_OUT -> "did not end in time";
      case TRUNCATED -> "said more than the cap";
      case EXITED -> status == 0 ? "" : "ended with status " + status + firstError();
    };
  }

  private String firstError() {
    var line = errors.strip().lines().findFirst().orElse("");
    return line.isEmpty() ? "" : ": " + line;
  }
}
