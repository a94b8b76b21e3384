package dev.casebook.redaction;

import java.util.Locale;

/// How an address is written, and written again.
enum AddressForm {
  /// `10.1.2.3`, `2001:db8::1`.
  PLAIN,
  /// `::ffff:10.1.2.3` (RFC 4291, section 2.5.5.2).
  MAPPED,
  /// `64:ff9b::10.1.2.3` (RFC 6052).
  NAT64,
  /// `::10.1.2.3`, as nobody writes it any more.
  COMPATIBLE,
  /// `10-1-2-3`, as in `ip-10-1-2-3`.
  DASHED,
  /// `3.2.1.10`, before `.in-addr.arpa`; fewer numbers of a zone.
  REVERSED,
  /// Nibbles from the last to the first, before `.ip6.arpa`.
  NIBBLES,
  /// 8 or 32 hexadecimal digits in network order: `/proc/net/if_inet6`.
  HEX,
  /// The same, every 32 bits in a little-endian machine's order: `/proc/net/tcp`.
  HOST_ORDER_HEX;

  /// @param digits how many octets of an IPv4 address are written, or hexadecimal digits
  String text(Point point, int digits) {
    return switch (this) {
      case PLAIN -> point.address("").text();
      case MAPPED -> "::ffff:" + point.address("").text();
      case NAT64 -> "64:ff9b::" + point.address("").text();
      case COMPATIBLE -> "::" + point.address("").text();
      case DASHED -> point.address("").text().replace('.', '-');
      case REVERSED -> reversed(point.v4(), digits);
      case NIBBLES -> nibbles(point);
      case HEX -> hex(point, digits, false);
      case HOST_ORDER_HEX -> hex(point, digits, true);
    };
  }

  private static String reversed(int address, int octets) {
    var text = new StringBuilder();
    for (int i = 4 - octets; i < 4; i++) {
      text.append(text.isEmpty() ? "" : ".").append((address >>> (8 * i)) & 0xff);
    }
    return text.toString();
  }

  private static String nibbles(Point point) {
    var digits = new StringBuilder("%016x%016x".formatted(point.high(), point.low())).reverse();
    return String.join(".", digits.toString().split(""));
  }

  private static String hex(Point point, int digits, boolean isHostOrder) {
    if (digits == 8) {
      return word(point.v4(), isHostOrder);
    }
    return word((int) (point.high() >>> 32), isHostOrder)
        + word((int) point.high(), isHostOrder)
        + word((int) (point.low() >>> 32), isHostOrder)
        + word((int) point.low(), isHostOrder);
  }

  private static String word(int bits, boolean isHostOrder) {
    return isHostOrder
        ? "%08x".formatted(Integer.reverseBytes(bits)).toUpperCase(Locale.ROOT)
        : "%08x".formatted(bits);
  }
}
