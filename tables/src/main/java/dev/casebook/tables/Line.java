package dev.casebook.tables;

/// One line of an artifact.
///
/// @param offset of its first byte in the artifact's decompressed bytes
/// @param text without its end; malformed UTF-8 as U+FFFD
public record Line(long offset, String text) {

  /// The line's words, split at white space; none for a blank line.
  public String[] words() {
    var stripped = text.strip();
    return stripped.isEmpty() ? new String[0] : stripped.split("\\s+");
  }

  public boolean isBlank() {
    return text.isBlank();
  }
}
