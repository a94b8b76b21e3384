package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import java.util.Optional;

/// A network: an address whose bits after the prefix are 0, and the prefix's length.
public record Network(Address address, int length) {

  /// @throws IllegalArgumentException if the length is not one of the address's family
  public Network {
    if (length < 0 || length > address.bits()) {
      throw new IllegalArgumentException(address.text() + " has no prefix of " + length);
    }
    address = address.network(length);
  }

  /// `10.8.0.0/24`, or one address.
  public static Optional<Network> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Address.of(text).map(address -> new Network(address, address.bits()));
    }
    return Address.of(text.substring(0, slash))
        .flatMap(address -> of(address, text.substring(slash + 1)));
  }

  private static Optional<Network> of(Address address, String lengthText) {
    var length = Digits.small(lengthText);
    return length == null ? Optional.empty() : of(address, length);
  }

  static Optional<Network> of(Address address, int length) {
    return length < 0 || length > address.bits()
        ? Optional.empty()
        : Optional.of(new Network(address, length));
  }

  /// A network as `10.8.0.0` and `255.255.255.0`.
  public static Optional<Network> of(String address, String mask) {
    return Address.of(address).flatMap(a -> Address.of(mask).flatMap(m -> of(a, m)));
  }

  static Optional<Network> of(Address address, Address mask) {
    var length = mask.maskLength();
    return length.isPresent() && mask.v6() == address.v6()
        ? of(address, length.getAsInt())
        : Optional.empty();
  }

  /// All addresses of a family.
  static Network all(boolean v6) {
    return new Network(new Address(v6, 0, 0), 0);
  }

  boolean holds(Address other) {
    return other.v6() == address.v6() && other.network(length).equals(address);
  }

  /// In CIDR form.
  public String text() {
    return address.text() + "/" + length;
  }
}
