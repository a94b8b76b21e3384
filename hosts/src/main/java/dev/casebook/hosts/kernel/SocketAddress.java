package dev.casebook.hosts.kernel;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// Addresses of IPv4 and IPv6 as the kernel's structures, byte for byte.
///
/// Source: `struct sockaddr_in` of ip(7), `struct sockaddr_in6` of ipv6(7).
public final class SocketAddress {

  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;

  private static final int V4_BYTES = 16;
  private static final int V6_BYTES = 28;

  private SocketAddress() {}

  /// @param port of a ping socket its echo id
  public static byte[] bytes(InetAddress address, int port) {
    boolean isV4 = address instanceof Inet4Address;
    var buffer = ByteBuffer.allocate(isV4 ? V4_BYTES : V6_BYTES);
    family(buffer, isV4 ? AF_INET : AF_INET6).putShort((short) port);
    if (isV4) {
      return buffer.put(address.getAddress()).array();
    }
    buffer.putInt(0).put(address.getAddress()).order(ByteOrder.nativeOrder());
    return buffer.putInt(((Inet6Address) address).getScopeId()).array();
  }

  /// Any address of a family.
  public static byte[] any(boolean isV4, int port) {
    var buffer = ByteBuffer.allocate(isV4 ? V4_BYTES : V6_BYTES);
    return family(buffer, isV4 ? AF_INET : AF_INET6).putShort((short) port).array();
  }

  private static ByteBuffer family(ByteBuffer buffer, int family) {
    return buffer
        .order(ByteOrder.nativeOrder())
        .putShort((short) family)
        .order(ByteOrder.BIG_ENDIAN);
  }

  /// The address in such a structure; empty if it is of another family or cut.
  public static Optional<InetAddress> address(byte[] structure) {
    if (structure.length < 2) {
      return Optional.empty();
    }
    int family = ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder()).getShort();
    try {
      if (family == AF_INET && structure.length >= 8) {
        return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(structure, 4, 8)));
      }
      if (family == AF_INET6 && structure.length >= V6_BYTES) {
        var bytes = Arrays.copyOfRange(structure, 8, 24);
        int scope = ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder()).getInt(24);
        return Optional.of(Inet6Address.getByAddress(null, bytes, scope));
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
    return Optional.empty();
  }
}
