package dev.casebook.tables;

import java.util.ArrayList;
import java.util.regex.Pattern;

/// One line of an artifact.
///
/// @param offset of its first byte in the artifact's decompressed bytes
/// @param text without its end; malformed UTF-8 as U+FFFD
public record Line(long offset, String text) {

  /// The line's words, split at white space; none for a blank line.
  public String[] words() {
    return words(text);
  }

  /// A text's words, split at white space. A regular expression would take most of the time that a
  /// table of 100,000 lines takes.
  public static String[] words(String text) {
    var words = new ArrayList<String>();
    int start = -1;
    for (int at = 0; at <= text.length(); at++) {
      boolean inWord = at < text.length() && !isWhitespace(text.charAt(at));
      if (inWord && start < 0) {
        start = at;
      } else if (!inWord && start >= 0) {
        words.add(text.substring(start, at));
        start = -1;
      }
    }
    return words.toArray(String[]::new);
  }

  /// The same as [Character#isWhitespace(char)], which looks into a table for each.
  public static boolean isWhitespace(char c) {
    return (c <= ' ' || c >= 128) && Character.isWhitespace(c);
  }

  /// A text with each run of white space as one blank.
  public static String squeezed(String text) {
    var squeezed = new StringBuilder(text.length());
    boolean after = false;
    for (int i = 0; i < text.length(); i++) {
      boolean isBlank = isWhitespace(text.charAt(i));
      if (!isBlank) {
        squeezed.append(text.charAt(i));
      } else if (!after) {
        squeezed.append(' ');
      }
      after = isBlank;
    }
    return squeezed.toString();
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
    return isPrompt(text);
  }

  /// The same of a line of a head that is sniffed.
  public static boolean isPrompt(String text) {
    return text.indexOf('@') > 0 && PROMPT.matcher(text).matches();
  }

  /// Whether it is not part of an output: blank, or a prompt.
  public boolean isNoise() {
    return isBlank() || isPrompt();
  }
}
