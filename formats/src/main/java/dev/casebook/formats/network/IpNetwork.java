package dev.casebook.formats.network;

import org.jspecify.annotations.Nullable;

/// A network: the addresses that share a prefix.
///
/// @param address the first of them
/// @param length bits of the prefix, 0 to 32 or 0 to 128
public record IpNetwork(IpAddress address, int length) {

  /// Reads `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `2001:db8::/32`, or an address alone, which
  /// is a network of one; null if the text is none. Bits after the prefix are dropped.
  public static @Nullable IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    var address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int bits = address.isV4() ? 32 : 128;
    int length = slash < 0 ? bits : length(text.substring(slash + 1), address.isV4());
    return length < 0 || length > bits ? null : of(address, length);
  }

  /// The network of this prefix in which an address lies.
  public static IpNetwork of(IpAddress address, int length) {
    int bits = length + (address.isV4() ? 96 : 0);
    return new IpNetwork(
        new IpAddress(
            address.isV4(),
            address.high() & mask(bits),
            address.low() & mask(bits - 64),
            address.zone()),
        length);
  }

  /// The number of bits that a netmask such as 255.255.240.0 or a decimal number tells, or -1.
  private static int length(String text, boolean isV4) {
    if (isV4 && text.indexOf('.') >= 0) {
      var mask = IpAddress.parse(text);
      return mask == null ? -1 : maskLength((int) mask.low());
    }
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      length = length * 10 + c - '0';
    }
    return length;
  }

  private static int maskLength(int mask) {
    int ones = Integer.bitCount(mask);
    return mask == (int) mask(ones + 32) ? ones : -1;
  }

  /// The upper bits of 64, all for 64 and more, none for 0 and less.
  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= 64 ? -1L : -1L << (64 - bits);
  }

  /// Whether the address lies inside. An IPv4-mapped address lies in the IPv4 network of its IPv4
  /// address; zones are not compared.
  public boolean contains(IpAddress other) {
    if (address.isV4() && !other.isV4OrMapped()) {
      return false;
    }
    if (!address.isV4() && other.isV4() && !address.isV4OrMapped()) {
      return false;
    }
    int bits = length + (address.isV4() ? 96 : 0);
    return ((address.high() ^ other.high()) & mask(bits)) == 0
        && ((address.low() ^ other.low()) & mask(bits - 64)) == 0;
  }

  /// Whether all of the other network lies inside.
  public boolean contains(IpNetwork other) {
    int bits = length + (address.isV4() ? 96 : 0);
    int otherBits = other.length + (other.address.isV4() ? 96 : 0);
    return bits <= otherBits && contains(other.address);
  }

  /// The canonical text, always with its length: `192.0.2.0/24`, `::/0`.
  public String text() {
    return address.text() + "/" + length;
  }
}
