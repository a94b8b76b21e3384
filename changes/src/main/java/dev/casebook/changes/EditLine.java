package dev.casebook.changes;

import java.util.List;

/// One line of what is to be changed in a file of lines.
public sealed interface EditLine {

  /// The line stands in the file, at its end if it did not.
  record Append(String line) implements EditLine {}

  /// The line stands nowhere in the file.
  record Remove(String line) implements EditLine {}

  /// These lines stand where the one did, which may be one of them.
  record Replace(String line, List<String> by) implements EditLine {
    public Replace {
      by = List.copyOf(by);
    }

    public Replace(String line, String by) {
      this(line, List.of(by));
    }
  }

  /// The key has this value, once.
  ///
  /// @param separator between the two where no other line of the file shows it: a blank or ` = `
  record Set(String key, String separator, String value) implements EditLine {}
}
