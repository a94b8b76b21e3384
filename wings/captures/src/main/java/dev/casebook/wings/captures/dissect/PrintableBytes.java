package dev.casebook.wings.captures.dissect;

/// Bytes of a message as text: what is printable ASCII as it is, the rest as `\xNN`.
final class PrintableBytes {

  private PrintableBytes() {}

  static String of(byte[] bytes, int from, int to) {
    var text = new StringBuilder(to - from);
    append(bytes, from, to, text);
    return text.toString();
  }

  static void append(byte[] bytes, int from, int to, StringBuilder text) {
    for (int i = from; i < to; i++) {
      int value = bytes[i] & 0xFF;
      if (value >= 0x20 && value < 0x7F && value != '\\') {
        text.append((char) value);
      } else {
        text.append("\\x%02x".formatted(value));
      }
    }
  }
}
