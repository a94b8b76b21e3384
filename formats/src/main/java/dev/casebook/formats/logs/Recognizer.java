package dev.casebook.formats.logs;

/// Reads a line as one format.
@FunctionalInterface
interface Recognizer {
  /// Fills the line from its byte `at` on, where a `<PRI>` is already behind.
  ///
  /// @param expected whether the file is known to be of this format, so that a line may pass which
  ///   taken alone could be something else
  /// @return false when the line is not of this format; its fields are then worthless
  boolean read(LogLine line, int at, boolean expected);
}
