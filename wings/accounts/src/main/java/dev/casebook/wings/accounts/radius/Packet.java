package dev.casebook.wings.accounts.radius;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A packet as it came: a code, an identifier, 16 bytes of authenticator, attributes.
///
/// Source: RFC 2865, section 3.
///
/// @param bytes the whole packet, for what is computed over it
record Packet(
    int code, int identifier, byte[] authenticator, List<Attribute> attributes, byte[] bytes) {

  static final int ACCESS_REQUEST = 1;
  static final int ACCESS_ACCEPT = 2;
  static final int ACCESS_REJECT = 3;
  static final int ACCESS_CHALLENGE = 11;
  static final int STATUS_SERVER = 12;

  static final int HEADER_BYTES = 20;
  static final int BYTES_MAX = 4096;
  static final int AUTHENTICATOR_BYTES = 16;

  Packet {
    attributes = List.copyOf(attributes);
  }

  /// @return empty for what is no packet, which gets no answer
  static Optional<Packet> of(ByteBuffer datagram) {
    int length = datagram.remaining();
    if (length < HEADER_BYTES) {
      return Optional.empty();
    }
    int start = datagram.position();
    int said = Short.toUnsignedInt(datagram.getShort(start + 2));
    if (said < HEADER_BYTES || said > length || said > BYTES_MAX) {
      return Optional.empty();
    }
    var bytes = new byte[said];
    datagram.get(start, bytes);
    var authenticator = new byte[AUTHENTICATOR_BYTES];
    System.arraycopy(bytes, 4, authenticator, 0, AUTHENTICATOR_BYTES);
    var attributes = new ArrayList<Attribute>();
    for (int at = HEADER_BYTES; at < said; ) {
      int size = at + 1 < said ? Byte.toUnsignedInt(bytes[at + 1]) : 0;
      if (size < 2 || at + size > said) {
        return Optional.empty();
      }
      var value = new byte[size - 2];
      System.arraycopy(bytes, at + 2, value, 0, value.length);
      attributes.add(new Attribute(Byte.toUnsignedInt(bytes[at]), value));
      at += size;
    }
    return Optional.of(
        new Packet(
            Byte.toUnsignedInt(bytes[0]),
            Byte.toUnsignedInt(bytes[1]),
            authenticator,
            attributes,
            bytes));
  }

  Optional<Attribute> first(int type) {
    return attributes.stream().filter(attribute -> attribute.type() == type).findFirst();
  }

  long count(int type) {
    return attributes.stream().filter(attribute -> attribute.type() == type).count();
  }

  /// Where the value of the first attribute of a type stands in the packet, or -1.
  int valueOffset(int type) {
    for (int at = HEADER_BYTES; at < bytes.length; at += Byte.toUnsignedInt(bytes[at + 1])) {
      if (Byte.toUnsignedInt(bytes[at]) == type) {
        return at + 2;
      }
    }
    return -1;
  }
}
