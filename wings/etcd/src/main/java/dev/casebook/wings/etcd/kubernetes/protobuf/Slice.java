package dev.casebook.wings.etcd.kubernetes.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A range of bytes within a longer array: one length-delimited field, not copied.
final class Slice {
  static final Slice EMPTY = new Slice(new byte[0], 0, 0);

  final byte[] bytes;
  final int from;
  final int to;

  Slice(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  int length() {
    return to - from;
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /// The text as UTF-8; what is no UTF-8 shows as U+FFFD.
  String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// Both ranges in a row, which is how protobuf merges a message that occurs twice.
  Slice followedBy(Slice other) {
    var joined = Arrays.copyOf(copy(), length() + other.length());
    System.arraycopy(other.bytes, other.from, joined, length(), other.length());
    return new Slice(joined, 0, joined.length);
  }

  boolean holds(byte[] other) {
    return Arrays.equals(bytes, from, to, other, 0, other.length);
  }
}
