package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One end of a socket as ss or netstat prints it: `192.0.2.1%veth1:4444`, `[::]:*`, `:::22`.
///
/// @param address as written, without brackets and interface; `*` for all
/// @param port null for `*`
/// @param device the interface, or null
record Endpoint(String address, @Nullable Integer port, @Nullable String device) {

  /// The text up to the last colon is the address. Empty if there is no colon, or if the port is
  /// neither a number nor `*`.
  static Optional<Endpoint> of(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    var portText = text.substring(colon + 1);
    var port = Digits.small(portText);
    if (port == null && !portText.equals("*")) {
      return Optional.empty();
    }
    var address = text.substring(0, colon);
    int percent = address.indexOf('%');
    @Nullable String device = null;
    if (percent >= 0) {
      device = address.substring(percent + 1).replace("]", "");
      address = address.substring(0, percent);
    }
    return Optional.of(new Endpoint(unbracketed(address), port, device));
  }

  private static String unbracketed(String address) {
    return address.startsWith("[") ? address.replaceAll("[\\[\\]]", "") : address;
  }

  /// The address in canonical form in this family; null if it is not one.
  @Nullable String canonical(boolean v6) {
    if (address.equals("*")) {
      return v6 ? "::" : "0.0.0.0";
    }
    return IpAddress.of(address).map(a -> v6 ? a.mapped() : a).map(IpAddress::text).orElse(null);
  }

  /// Whether it stands for nobody: any address and any port.
  boolean isNobody() {
    return port == null && (address.equals("*") || isAny());
  }

  boolean isAny() {
    return IpAddress.of(address).filter(IpAddress::isAny).isPresent();
  }
}
