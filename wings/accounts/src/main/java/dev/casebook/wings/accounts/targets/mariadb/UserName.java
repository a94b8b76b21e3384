package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.formats.network.IpNetwork;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// An account of the server: a name, and where it comes from.
///
/// @param host an address, a pattern such as `10.20.%`, or a network as `10.20.0.0/255.255.240.0`
record UserName(String user, String host) {

  /// As the catalogue writes a GRANTEE.
  private static final Pattern GRANTEE = Pattern.compile("'(.*)'@'([^']*)'");

  private static final int OCTET_BITS = 8;

  /// Reads `'lihua'@'10.20.%'`; empty for what is none, such as a role.
  static Optional<UserName> ofGrantee(String text) {
    var matcher = GRANTEE.matcher(text);
    return matcher.matches() && !matcher.group(2).isEmpty()
        ? Optional.of(new UserName(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /// Reads `lihua@10.20.%`, as [#toString] writes it.
  static UserName of(String text) {
    int at = text.lastIndexOf('@');
    return new UserName(text.substring(0, at), text.substring(at + 1));
  }

  /// The hosts of a network as the server names them; empty for a network that it can't name.
  ///
  /// Source: MariaDB Knowledge Base, CREATE USER, Host Name Component.
  static Optional<String> host(IpNetwork network) {
    if (network.isHost()) {
      return Optional.of(network.address().text());
    }
    if (!network.address().isV4()) {
      return Optional.empty();
    }
    if (network.length() == 0) {
      return Optional.of("%");
    }
    var octets = network.address().text().split("\\.", -1);
    if (network.length() % OCTET_BITS == 0) {
      var pattern = new StringBuilder();
      for (int i = 0; i < network.length() / OCTET_BITS; i++) {
        pattern.append(octets[i]).append('.');
      }
      return Optional.of(pattern.append('%').toString());
    }
    return Optional.of(
        network.address().text() + "/" + Objects.requireNonNull(network.mask(), "it is of IPv4"));
  }

  /// As the catalogue writes it.
  String grantee() {
    return "'" + user + "'@'" + host + "'";
  }

  /// As statements have it.
  String quoted() {
    return Quoting.text(user) + "@" + Quoting.text(host);
  }

  @Override
  public String toString() {
    return user + "@" + host;
  }
}
