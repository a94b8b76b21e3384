package dev.casebook.formats.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Questions to a run of bytes, each within its bound.
final class Bytes {
  private Bytes() {}

  /// A constant of the formats, which are ASCII.
  static byte[] of(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /// The byte at `at`, or 0 past the end.
  static byte at(byte[] b, int at, int to) {
    return at < to ? b[at] : 0;
  }

  static boolean startsWith(byte[] b, int at, int to, byte[] prefix) {
    return to - at >= prefix.length
        && b[at] == prefix[0]
        && Arrays.equals(b, at, at + prefix.length, prefix, 0, prefix.length);
  }

  /// The first place of `value` from `at` on, or `to`.
  static int find(byte[] b, int at, int to, char value) {
    int i = at;
    while (i < to && b[i] != value) {
      i++;
    }
    return i;
  }

  /// The first byte from `at` on that is no space and no tab, or `to`.
  static int skipBlanks(byte[] b, int at, int to) {
    int i = at;
    while (i < to && (b[i] == ' ' || b[i] == '\t')) {
      i++;
    }
    return i;
  }

  static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
