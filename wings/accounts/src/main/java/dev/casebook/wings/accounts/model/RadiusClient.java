package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpNetwork;
import java.util.List;

/// Something that asks by RADIUS whether somebody may come in: a VPN concentrator, a jump host.
///
/// @param networks where it asks from
/// @param service what it lets in to, such as `vpn` or `sshd`
/// @param host the host that it is, for a service of a host; or empty
/// @param isLegacy whether it may leave the Message-Authenticator out, as clients of before 2024 do
public record RadiusClient(
    String name,
    Place place,
    List<IpNetwork> networks,
    String service,
    String host,
    boolean isLegacy) {

  public RadiusClient {
    networks = List.copyOf(networks);
  }
}
