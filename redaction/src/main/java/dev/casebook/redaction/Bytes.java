package dev.casebook.redaction;

import java.nio.charset.StandardCharsets;

/// Classes of bytes, as the scanner tells them apart.
final class Bytes {

  private static final byte[] CLASS = new byte[256];
  private static final byte DIGIT = 1;
  private static final byte HEX = 2;
  private static final byte LETTER = 4;

  static {
    for (int c = '0'; c <= '9'; c++) {
      CLASS[c] = DIGIT | HEX;
    }
    for (int c = 'a'; c <= 'z'; c++) {
      CLASS[c] = (byte) (LETTER | (c <= 'f' ? HEX : 0));
      CLASS[c - 32] = CLASS[c];
    }
  }

  private Bytes() {}

  static boolean isDigit(byte c) {
    return (CLASS[c & 0xff] & DIGIT) != 0;
  }

  static boolean isHex(byte c) {
    return (CLASS[c & 0xff] & HEX) != 0;
  }

  static boolean isWord(byte c) {
    return CLASS[c & 0xff] != 0;
  }

  /// How much of a word behind a backslash is that of an escape: `n`, `u003c`; else 0.
  static int escape(byte[] line, int at, int to) {
    if (at < to && "nrtbf".indexOf(line[at]) >= 0) {
      return 1;
    }
    if (at + 5 > to || line[at] != 'u') {
      return 0;
    }
    boolean isHex = true;
    for (int i = at + 1; i < at + 5; i++) {
      isHex &= isHex(line[i]);
    }
    return isHex ? 5 : 0;
  }

  static byte lower(byte c) {
    return c >= 'A' && c <= 'Z' ? (byte) (c + 32) : c;
  }

  /// Whether a word may begin here.
  static boolean isEdge(byte[] line, int at, int from, int to) {
    return at <= from || at >= to || !isWord(line[at - 1]) || !isWord(line[at]);
  }

  static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.UTF_8);
  }
}
