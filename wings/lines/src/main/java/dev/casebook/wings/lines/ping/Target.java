package dev.casebook.wings.lines.ping;

import dev.casebook.wings.lines.echo.Addresses;
import java.net.Inet4Address;
import java.net.InetAddress;

/// A host that is to answer.
///
/// @param name as it was given
public record Target(String name, InetAddress address) {

  public boolean isV4() {
    return address instanceof Inet4Address;
  }

  public Addresses.Family family() {
    return isV4() ? Addresses.Family.V4 : Addresses.Family.V6;
  }

  /// `name (address)`, or the address alone.
  public String words() {
    var text = Addresses.text(address);
    return name.equals(text) ? text : name + " (" + text + ")";
  }
}
