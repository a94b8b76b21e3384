package dev.casebook.formats.logs;

/// What a line of a log is.
public enum LineKind {
  /// A message, or the first line of one.
  RECORD,
  /// An indented line that belongs to the message before it. Its message is the whole line.
  CONTINUATION,
  /// A line of the program that printed the log and not of a message: `-- Boot 4e1c… --` of
  /// journalctl, OpenVPN's packet letters.
  MARKER,
  /// Nothing but white space.
  BLANK
}
