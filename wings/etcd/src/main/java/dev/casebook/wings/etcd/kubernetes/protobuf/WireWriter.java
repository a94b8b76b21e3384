package dev.casebook.wings.etcd.kubernetes.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Builds a protobuf message from its last byte to its first, so that the length of a nested
/// message is known when its prefix is written. Fields are therefore written in reverse.
final class WireWriter {
  private byte[] bytes = new byte[512];
  private int start = bytes.length;

  /// How many bytes are written so far; the difference over a nested message is its length.
  int length() {
    return bytes.length - start;
  }

  byte[] toByteArray() {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  void raw(byte[] value) {
    reserve(value.length);
    start -= value.length;
    System.arraycopy(value, 0, bytes, start, value.length);
  }

  void varint(long value) {
    int length = (Math.max(1, 64 - Long.numberOfLeadingZeros(value)) + 6) / 7;
    reserve(length);
    start -= length;
    long rest = value;
    for (int i = 0; i < length; i++) {
      bytes[start + i] = (byte) ((rest & 0x7F) | (i + 1 < length ? 0x80 : 0));
      rest >>>= 7;
    }
  }

  void fixed(long value, int octets) {
    reserve(octets);
    start -= octets;
    for (int i = 0; i < octets; i++) {
      bytes[start + i] = (byte) (value >>> (8 * i));
    }
  }

  void tag(int number, int wireType) {
    varint(((long) number << 3) | wireType);
  }

  void number(int number, long value) {
    varint(value);
    tag(number, WireReader.VARINT);
  }

  void delimited(int number, byte[] value) {
    raw(value);
    prefix(number, value.length);
  }

  void text(int number, String value) {
    delimited(number, value.getBytes(StandardCharsets.UTF_8));
  }

  /// The tag and length of the nested message that was just written.
  void prefix(int number, int length) {
    varint(length);
    tag(number, WireReader.LENGTH_DELIMITED);
  }

  private void reserve(int more) {
    if (more > start) {
      int used = length();
      var grown = new byte[Math.addExact(Math.max(bytes.length * 2, used), more)];
      System.arraycopy(bytes, start, grown, grown.length - used, used);
      start = grown.length - used;
      bytes = grown;
    }
  }
}
