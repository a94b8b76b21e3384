package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.util.Locale;

/// Addresses as files have them that are no text.
final class AddressBits {

  /// RFC 6052: an IPv4 address behind it.
  private static final long NAT64 = 0x0064_ff9b_0000_0000L;

  private AddressBits() {}

  private static boolean isNat64(IpAddress address) {
    return !address.isV4() && address.high() == NAT64 && address.low() >>> 32 == 0;
  }

  static Point of(IpAddress address) {
    return isNat64(address) ? Point.v4((int) address.low()) : Point.of(address);
  }

  /// @param image what becomes of its point
  static IpAddress in(IpAddress original, Point image) {
    return isNat64(original)
        ? new IpAddress(false, NAT64, image.v4() & 0xffff_ffffL, "")
        : new IpAddress(original.isV4(), image.high(), image.low(), "");
  }

  /// Whether a name of DNS is an address.
  static boolean isReverse(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".arpa");
  }
}
