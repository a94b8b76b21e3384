package dev.casebook.changes;

/// Bytes as words of a POSIX script. No here-document is used, since bash writes those to `/tmp`.
final class ShellBytes {

  /// Of one word, so that no line grows without bound.
  private static final int WORD_MAX = 4096;

  private ShellBytes() {}

  /// A command that prints these bytes.
  ///
  /// @param bytes each as the character of its value
  static String printing(String bytes) {
    var script = new StringBuilder("{ :");
    for (int from = 0; from < bytes.length(); from += WORD_MAX) {
      var part = bytes.substring(from, Math.min(bytes.length(), from + WORD_MAX));
      script.append("\nprintf '");
      part.chars().forEach(c -> append(script, c));
      script.append('\'');
    }
    return script.append("\n}").toString();
  }

  /// What printf takes for more than itself (a hyphen at the beginning is an option to it), and
  /// what is not printable ASCII, in octal.
  private static void append(StringBuilder script, int c) {
    boolean isPlain = c >= ' ' && c < 127 && "'\\%-".indexOf(c) < 0;
    if (isPlain || c == '\n') {
      script.append((char) c);
    } else {
      script.append('\\').append(c >> 6).append(c >> 3 & 7).append(c & 7);
    }
  }
}
