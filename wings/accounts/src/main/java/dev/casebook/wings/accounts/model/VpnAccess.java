package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpNetwork;
import java.util.List;

/// What a login of the VPN gives a person.
///
/// @param networks addresses and netmasks that the client gets
/// @param acls lines for the concentrator, in its own language and order
public record VpnAccess(List<IpNetwork> networks, List<String> acls) {

  public VpnAccess {
    networks = List.copyOf(networks);
    acls = List.copyOf(acls);
  }
}
