package dev.casebook.wings.accounts.targets;

import dev.casebook.changes.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Where a target's row says that its server is.
///
/// @param scheme of the URL
/// @param host as in a URL, an address of IPv6 in brackets
public record ServerAddress(String scheme, String host, int port) {

  /// @param port where the row names none
  /// @param schemes that such an address may have, the one to propose first
  public static ServerAddress of(Destination destination, int port, String... schemes)
      throws Refusal {
    var settings = destination.settings();
    try {
      var uri = new URI(settings.address());
      if (uri.getHost() != null && List.of(schemes).contains(uri.getScheme())) {
        return new ServerAddress(
            Objects.requireNonNull(uri.getScheme()),
            uri.getHost(),
            uri.getPort() > 0 ? uri.getPort() : port);
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new Refusal(
        "%s: address is %s://HOST[:PORT], not %s"
            .formatted(
                settings.place(),
                schemes[0],
                settings.address().isEmpty() ? "empty" : settings.address()));
  }

  /// Whether it is this machine, to which a password may go in the clear.
  public boolean isHere() {
    try {
      return Arrays.stream(InetAddress.getAllByName(host.replaceAll("[\\[\\]]", "")))
          .allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
