package dev.casebook.wings.lines.echo;

import dev.casebook.formats.network.IpAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Addresses of hosts that are to answer.
public final class Addresses {

  /// Discard: nothing is sent there.
  private static final int ANY_PORT = 9;

  private Addresses() {}

  /// Which addresses of a name are wanted.
  public enum Family {
    ANY,
    V4,
    V6;

    private boolean has(InetAddress address) {
      return this == ANY || (address instanceof Inet4Address) == (this == V4);
    }
  }

  /// The first address of a name that is of this family.
  ///
  /// @throws UnknownHostException with a whole sentence
  public static InetAddress of(String name, Family family) throws UnknownHostException {
    if (name.isBlank() || name.startsWith("-")) {
      throw new UnknownHostException("a host is a name or an address, not \"" + name + "\"");
    }
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(name);
    } catch (UnknownHostException e) {
      throw new UnknownHostException(name + ": no address is known for this name");
    }
    return Arrays.stream(all)
        .filter(family::has)
        .findFirst()
        .orElseThrow(() ->
            new UnknownHostException(
                name + " has no " + (family == Family.V4 ? "IPv4" : "IPv6") + " address"));
  }

  /// The address that the kernel would send from; empty where there is no route.
  public static Optional<InetAddress> ownTowards(InetAddress target) {
    try (var channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(target, ANY_PORT));
      return channel.getLocalAddress() instanceof InetSocketAddress own
          ? Optional.of(own.getAddress())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Its bits alone, without the interface of a link-local address.
  public static IpAddress bits(InetAddress address) {
    return IpAddress.ofHex(HexFormat.of().formatHex(address.getAddress())).orElseThrow();
  }

  /// Canonical text, with the interface of a link-local address.
  public static String text(InetAddress address) {
    var text = address.getHostAddress();
    if (address instanceof Inet6Address v6
        && v6.getScopeId() == 0
        && v6.getScopedInterface() == null) {
      int zone = text.indexOf('%');
      text = zone < 0 ? text : text.substring(0, zone);
    }
    var whole = text;
    return IpAddress.of(whole).map(IpAddress::text).orElse(whole);
  }
}
