package dev.casebook.changes;

/// One line of what is to be changed in a file of lines.
public sealed interface EditLine {

  /// The line stands in the file, at its end if it did not.
  record Append(String line) implements EditLine {}

  /// The line stands nowhere in the file.
  record Remove(String line) implements EditLine {}

  /// The one line stands where the other did.
  record Replace(String line, String by) implements EditLine {}

  /// The key has this value, once.
  ///
  /// @param separator between the two where no other line of the file shows it: a blank or ` = `
  record Set(String key, String separator, String value) implements EditLine {}
}
