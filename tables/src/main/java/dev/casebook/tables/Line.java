package dev.casebook.tables;

import java.util.regex.Pattern;

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

  private static final Pattern PROMPT =
      Pattern.compile(
          "(?:\\[[^]@ ]{1,64}@[^]]{1,64}\\]|[\\w.-]{1,64}@[^ ]{1,200}:[^ ]{1,200})[#$] .*");

  /// Whether it is a shell's prompt with what was typed there, as in pasted output: `[root@node1
  /// ~]# ip route`.
  public boolean isPrompt() {
    return PROMPT.matcher(text).matches();
  }

  /// Whether it is no part of an output: blank, or a prompt.
  public boolean isNoise() {
    return isBlank() || isPrompt();
  }
}
