package dev.casebook.wings.conntrack.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text that is written byte by byte into one buffer, and goes out in large pieces.
final class RowBuffer {

  /// As much as a pipe takes at once.
  private static final int PIECE_BYTES = 1 << 16;

  private byte[] bytes = new byte[PIECE_BYTES + 4096];
  private int length;

  RowBuffer ascii(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /// Text of ASCII characters alone, as all names of this wing are.
  RowBuffer ascii(String text) {
    int added = text.length();
    room(added);
    for (int i = 0; i < added; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += added;
    return this;
  }

  /// Any text.
  RowBuffer text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8), 0, -1);
  }

  /// @param to where it ends, or -1 for the end
  RowBuffer bytes(byte[] from, int at, int to) {
    int added = (to < 0 ? from.length : to) - at;
    room(added);
    System.arraycopy(from, at, bytes, length, added);
    length += added;
    return this;
  }

  /// A decimal number that is not negative.
  RowBuffer number(long value) {
    room(20);
    int at = length;
    long left = value;
    do {
      bytes[length++] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    for (int i = at, j = length - 1; i < j; i++, j--) {
      byte digit = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = digit;
    }
    return this;
  }

  /// Without leading zeros.
  RowBuffer hex(int value) {
    int shift = 28;
    while (shift > 0 && value >>> shift == 0) {
      shift -= 4;
    }
    room(8);
    for (; shift >= 0; shift -= 4) {
      int digit = value >>> shift & 15;
      bytes[length++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
    return this;
  }

  RowBuffer blanks(int count) {
    room(Math.max(0, count));
    for (int i = 0; i < count; i++) {
      bytes[length++] = ' ';
    }
    return this;
  }

  /// Takes the last byte away.
  void dropLast() {
    length--;
  }

  int length() {
    return length;
  }

  /// Where it lies; valid until more is written.
  byte[] array() {
    return bytes;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  void clear() {
    length = 0;
  }

  /// Lets go of what was written if it is much.
  void drainInto(OutputStream out) throws IOException {
    if (length >= PIECE_BYTES) {
      flushInto(out);
    }
  }

  void flushInto(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
  }
}
