package dev.casebook.wings.etcd.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Protobuf bytes put together field by field, in any order, right or wrong.
final class WireBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static WireBytes message() {
    return new WireBytes();
  }

  WireBytes number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  WireBytes text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  WireBytes nested(int field, WireBytes message) {
    return bytes(field, message.out.toByteArray());
  }

  WireBytes bytes(int field, byte... value) {
    varint(((long) field << 3) | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  WireBytes raw(int... octets) {
    for (int octet : octets) {
      out.write(octet);
    }
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  /// The stored value of this message as an object of the given kind.
  byte[] stored(String apiVersion, String kind) {
    var value = new WireBytes().raw('k', '8', 's', 0);
    value.nested(1, message().text(1, apiVersion).text(2, kind));
    return value.nested(2, this).text(3, "").text(4, "").toByteArray();
  }

  /// An ObjectMeta as Kubernetes writes it: all that is held by value is there, even when empty.
  static WireBytes metadata(String name) {
    return message()
        .text(1, name)
        .text(2, "")
        .text(3, "")
        .text(4, "")
        .text(5, "")
        .text(6, "")
        .number(7, 0)
        .text(8, "");
  }
}
