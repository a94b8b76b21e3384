package dev.casebook.formats.proc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The kernel's way to write a name in a line of words: blank, tab, newline, `#` and `\` as a
/// backslash and three octal digits. Source: the kernel's fs/seq_file.c, mangle_path.
public final class Escapes {

  private Escapes() {}

  /// The name itself.
  public static String undone(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    var plain = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); ) {
      if (text.charAt(at) == '\\' && isOctal(text, at + 1)) {
        plain.write(Integer.parseInt(text, at + 1, at + 4, 8));
        at += 4;
      } else {
        int c = text.codePointAt(at);
        plain.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(c);
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  private static boolean isOctal(String text, int from) {
    return from + 3 <= text.length()
        && text.charAt(from) <= '3'
        && text.substring(from, from + 3).chars().allMatch(c -> c >= '0' && c <= '7');
  }
}
