package dev.casebook.signals;

/// Characters in UTF-8.
///
/// Source: RFC 3629, section 4.
final class Utf8 {
  private Utf8() {}

  /// Whether a byte is not the first of its character.
  static boolean isInside(byte b) {
    return (b & 0xC0) == 0x80;
  }

  /// How many bytes the character has whose first byte this is.
  static int width(byte first) {
    return first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
  }

  /// The character at a place in valid UTF-8.
  static int codePoint(byte[] bytes, int at) {
    int width = width(bytes[at]);
    int value = width == 1 ? bytes[at] : bytes[at] & (0x7F >> width);
    for (int i = 1; i < width; i++) {
      value = (value << 6) | (bytes[at + i] & 0x3F);
    }
    return value;
  }

  /// Whether all of it is UTF-8, each character in its shortest form and none a surrogate.
  static boolean isValid(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int first = bytes[at] & 0xFF;
      int width = width(bytes[at]);
      if (first < 0xC2 || first > 0xF4 || at + width > to) {
        return false;
      }
      for (int i = 1; i < width; i++) {
        if (!isInside(bytes[at + i])) {
          return false;
        }
      }
      int value = codePoint(bytes, at);
      boolean isLongForm = (width == 3 && value < 0x800) || (width == 4 && value < 0x10000);
      if (isLongForm || (value >= 0xD800 && value <= 0xDFFF) || value > Character.MAX_CODE_POINT) {
        return false;
      }
      at += width;
    }
    return true;
  }
}
