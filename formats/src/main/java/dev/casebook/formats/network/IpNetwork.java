package dev.casebook.formats.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A network: the addresses that share a prefix.
///
/// @param address the first of them
/// @param length bits of the prefix, 0 to 32 or 0 to 128
public record IpNetwork(IpAddress address, int length) {

  /// Reads `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `2001:db8::/32`, or an address alone, which
  /// is a network of one; empty if the text is not one. Bits after the prefix are dropped.
  public static Optional<IpNetwork> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddress.of(text).flatMap(address -> of(address, address.bits()));
    }
    var length = text.substring(slash + 1);
    return IpAddress.of(text.substring(0, slash))
        .flatMap(address ->
            address.isV4() && length.indexOf('.') >= 0
                ? IpAddress.of(length).flatMap(mask -> of(address, mask))
                : of(address, decimal(length)));
  }

  /// A network as `10.8.0.0` and `255.255.255.0`.
  public static Optional<IpNetwork> of(String address, String mask) {
    return IpAddress.of(address).flatMap(one -> IpAddress.of(mask).flatMap(m -> of(one, m)));
  }

  public static Optional<IpNetwork> of(IpAddress address, IpAddress mask) {
    var length = mask.maskLength();
    return length.isPresent() && mask.isV4() == address.isV4()
        ? of(address, length.getAsInt())
        : Optional.empty();
  }

  /// The network of this prefix in which an address lies; empty if the family has no such prefix.
  public static Optional<IpNetwork> of(IpAddress address, int length) {
    return length < 0 || length > address.bits()
        ? Optional.empty()
        : Optional.of(new IpNetwork(cut(address, length), length));
  }

  /// All addresses of a family.
  public static IpNetwork all(boolean isV4) {
    var any = isV4 ? new IpAddress(true, 0, 0xFFFFL << 32, "") : new IpAddress(false, 0, 0, "");
    return new IpNetwork(any, 0);
  }

  /// The bits before a prefix's end; the others are 0.
  static IpAddress cut(IpAddress address, int length) {
    int bits = length + (address.isV4() ? 96 : 0);
    return new IpAddress(
        address.isV4(),
        address.high() & mask(bits),
        address.low() & mask(bits - 64),
        address.zone());
  }

  /// A decimal number of at most three digits, or -1.
  private static int decimal(String text) {
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
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

  /// Whether it is one address.
  public boolean isHost() {
    return length == address.bits();
  }

  /// The netmask of an IPv4 network, `255.255.255.0`; null for IPv6, which has none.
  public @Nullable String mask() {
    return address.isV4() ? cut(ALL_ONES, length).text() : null;
  }

  private static final IpAddress ALL_ONES = IpAddress.of("255.255.255.255").orElseThrow();

  /// The canonical text, always with its length: `192.0.2.0/24`, `::/0`.
  public String text() {
    return address.text() + "/" + length;
  }
}
