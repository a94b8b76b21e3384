package dev.casebook.formats.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What an address may be used for (RFC 6890, RFC 1918, RFC 4193, RFC 4291).
public enum AddressKind {
  UNSPECIFIED("0.0.0.0/32", "::/128"),
  LOOPBACK("127.0.0.0/8", "::1/128"),
  LINK_LOCAL("169.254.0.0/16", "fe80::/10"),
  MULTICAST("224.0.0.0/4", "ff00::/8"),
  PRIVATE("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
  GLOBAL;

  @SuppressWarnings("ImmutableEnumChecker") // networks are values
  private final List<IpNetwork> networks;

  AddressKind(String... networks) {
    this.networks = Arrays.stream(networks).map(n -> IpNetwork.of(n).orElseThrow()).toList();
  }

  /// The kind of an address; an IPv4-mapped one has that of its IPv4 address.
  public static AddressKind of(IpAddress address) {
    return Arrays.stream(values())
        .filter(kind -> kind.networks.stream().anyMatch(network -> network.contains(address)))
        .findFirst()
        .orElse(GLOBAL);
  }

  /// `link-local`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
