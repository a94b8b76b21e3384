package dev.casebook.evidence;

import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.CommandOutput.End;

/// How what made a piece ended on its host: a command, a tar, or looking through a log.
///
/// @param status of the program; that of `timeout` where none came
/// @param complaint what it said to standard error, its first lines
record PieceEnd(int status, String complaint) {

  /// What `timeout` ends with where it ended the command (coreutils, busybox).
  private static final int TIMED_OUT = 124;

  private static final int COMPLAINT_LINES_MAX = 20;

  /// @param how standard error, with lines of `=NONCE` and what `gather.sh` says
  static PieceEnd of(String how, String nonce) {
    var mark = "=" + nonce + " s ";
    int at = how.indexOf(mark);
    var rest = at < 0 ? "" : how.substring(at + mark.length()).lines().findFirst().orElse("");
    var said =
        how.lines().filter(line -> !line.contains(nonce)).limit(COMPLAINT_LINES_MAX).toList();
    return new PieceEnd(
        rest.matches("\\d{1,3}") ? Integer.parseInt(rest) : TIMED_OUT, String.join("\n", said));
  }

  /// @param size bytes that it said
  /// @param sizeMax bytes of which no more are taken
  CommandOutput ofCommand(long size, long sizeMax) {
    if (size >= sizeMax) {
      return new CommandOutput(End.TRUNCATED, 0, size, complaint);
    }
    return switch (status) {
      case CommandOutput.NOT_FOUND_STATUS -> new CommandOutput(End.NOT_FOUND, 0, size, complaint);
      case TIMED_OUT -> new CommandOutput(End.TIMED_OUT, 0, size, complaint);
      default -> new CommandOutput(End.EXITED, status, size, complaint);
    };
  }
}
