package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import java.util.List;
import java.util.Optional;

/// What a login of the VPN gives a person.
///
/// @param addresses what the client gets
/// @param acls lines for the concentrator, in its own language and order
public record VpnAccess(List<Address> addresses, List<String> acls) {

  public VpnAccess {
    addresses = List.copyOf(addresses);
    acls = List.copyOf(acls);
  }

  /// An address with the network that it lies in.
  public record Address(IpAddress address, IpNetwork network) {

    /// Reads `10.99.0.7/24` or `10.99.0.7/255.255.255.0`; an address alone is a network of one.
    public static Optional<Address> of(String text) {
      int slash = text.indexOf('/');
      return IpAddress.of(slash < 0 ? text : text.substring(0, slash))
          .flatMap(address -> IpNetwork.of(text).map(network -> new Address(address, network)));
    }

    public String text() {
      return address.text() + "/" + network.length();
    }
  }
}
