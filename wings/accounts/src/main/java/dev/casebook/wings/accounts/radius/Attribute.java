package dev.casebook.wings.accounts.radius;

import dev.casebook.formats.network.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One attribute of a packet.
///
/// Source: RFC 2865, section 5; the numbers are IANA's.
///
/// @param value at most 253 bytes
record Attribute(int type, byte[] value) {

  static final int USER_NAME = 1;
  static final int USER_PASSWORD = 2;
  static final int CHAP_PASSWORD = 3;
  static final int FRAMED_IP_ADDRESS = 8;
  static final int FRAMED_IP_NETMASK = 9;
  static final int REPLY_MESSAGE = 18;
  static final int STATE = 24;
  static final int CLASS = 25;
  static final int VENDOR_SPECIFIC = 26;
  static final int PROXY_STATE = 33;
  static final int EAP_MESSAGE = 79;
  static final int MESSAGE_AUTHENTICATOR = 80;

  static final int VALUE_BYTES_MAX = 253;

  private static final int CISCO = 9;
  private static final int CISCO_AVPAIR = 1;

  static Attribute text(int type, String text) {
    return new Attribute(type, cut(text, VALUE_BYTES_MAX));
  }

  static Attribute address(int type, IpAddress address) {
    return new Attribute(type, ByteBuffer.allocate(4).putInt((int) address.low()).array());
  }

  /// `Cisco-AVPair`, such as `ip:inacl#1=permit …`.
  static Attribute ciscoPair(String pair) {
    byte[] text = cut(pair, VALUE_BYTES_MAX - 6);
    return new Attribute(
        VENDOR_SPECIFIC,
        ByteBuffer.allocate(text.length + 6)
            .putInt(CISCO)
            .put((byte) CISCO_AVPAIR)
            .put((byte) (text.length + 2))
            .put(text)
            .array());
  }

  private static byte[] cut(String text, int max) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= max) {
      return bytes;
    }
    int end = max;
    while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  String text() {
    return new String(value, StandardCharsets.UTF_8);
  }
}
