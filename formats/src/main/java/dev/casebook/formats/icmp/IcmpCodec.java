package dev.casebook.formats.icmp;

import dev.casebook.formats.network.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// Messages of ICMP and ICMPv6 as bytes.
///
/// Source: RFC 791, 792, 1071, 4443, 8200.
public final class IcmpCodec {

  /// The protocol's number in IPv4's and in IPv6's header.
  public static final int ICMP = 1;

  public static final int ICMPV6 = 58;

  private static final int REQUEST_V4 = 8;
  private static final int REPLY_V4 = 0;
  private static final int REQUEST_V6 = 128;
  private static final int REPLY_V6 = 129;

  private static final int IPV4_HEADER_BYTES = 20;
  private static final int IPV6_HEADER_BYTES = 40;

  private IcmpCodec() {}

  /// An echo as bytes. The checksum of ICMPv6 covers the addresses, and the kernel puts it in; here
  /// it is 0.
  public static byte[] bytes(IcmpMessage.Echo echo) {
    var buffer = ByteBuffer.allocate(IcmpMessage.HEADER_BYTES + echo.data().length);
    buffer.put((byte) type(echo)).put((byte) 0).putShort((short) 0);
    buffer.putShort((short) echo.id()).putShort((short) echo.sequence()).put(echo.data());
    if (echo.isV4()) {
      buffer.putShort(2, (short) checksum(buffer.array(), 0, buffer.capacity()));
    }
    return buffer.array();
  }

  private static int type(IcmpMessage.Echo echo) {
    return echo.isV4()
        ? echo.isRequest() ? REQUEST_V4 : REPLY_V4
        : echo.isRequest() ? REQUEST_V6 : REPLY_V6;
  }

  /// Reads a message behind its IPv4 header, as a raw socket gives it.
  ///
  /// @return empty for what is no whole ICMP message, or has a wrong checksum
  public static Optional<IcmpMessage> ofV4Packet(byte[] packet) {
    int header = headerBytes(packet, 0);
    if (header < 0
        || packet[9] != ICMP
        || packet.length - header < IcmpMessage.HEADER_BYTES
        || checksum(packet, header, packet.length) != 0) {
      return Optional.empty();
    }
    return ofMessage(true, packet, header);
  }

  /// Reads a message without a header of IP before it; its checksum is not looked at.
  ///
  /// @return empty for what is too short
  public static Optional<IcmpMessage> ofMessage(boolean isV4, byte[] message) {
    return ofMessage(isV4, message, 0);
  }

  private static Optional<IcmpMessage> ofMessage(boolean isV4, byte[] bytes, int from) {
    if (bytes.length - from < IcmpMessage.HEADER_BYTES) {
      return Optional.empty();
    }
    int type = bytes[from] & 0xFF;
    int code = bytes[from + 1] & 0xFF;
    if (type == (isV4 ? REQUEST_V4 : REQUEST_V6) || type == (isV4 ? REPLY_V4 : REPLY_V6)) {
      return Optional.of(echo(isV4, bytes, from));
    }
    if (isFailure(isV4, type)) {
      int quote = from + IcmpMessage.HEADER_BYTES;
      return Optional.of(
          new IcmpMessage.Failure(
              isV4, type, code, isV4 ? quotedV4(bytes, quote) : quotedV6(bytes, quote)));
    }
    return Optional.of(new IcmpMessage.Other(isV4, type, code));
  }

  /// RFC 4443, 2.1: the errors of ICMPv6 are those below 128.
  private static boolean isFailure(boolean isV4, int type) {
    return isV4
        ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12
        : type > 0 && type < 128;
  }

  private static IcmpMessage.Echo echo(boolean isV4, byte[] bytes, int from) {
    var buffer = ByteBuffer.wrap(bytes);
    int type = bytes[from] & 0xFF;
    var data = new byte[bytes.length - from - IcmpMessage.HEADER_BYTES];
    buffer.get(from + IcmpMessage.HEADER_BYTES, data);
    return new IcmpMessage.Echo(
        isV4,
        type == (isV4 ? REQUEST_V4 : REQUEST_V6),
        Short.toUnsignedInt(buffer.getShort(from + 4)),
        Short.toUnsignedInt(buffer.getShort(from + 6)),
        data);
  }

  private static Optional<IcmpMessage.Quoted> quotedV4(byte[] bytes, int from) {
    int header = headerBytes(bytes, from);
    if (header < 0
        || bytes[from + 9] != ICMP
        || bytes.length - from - header < IcmpMessage.HEADER_BYTES
        || bytes[from + header] != REQUEST_V4) {
      return Optional.empty();
    }
    return Optional.of(
        new IcmpMessage.Quoted(
            address(bytes, from + 12, 4),
            address(bytes, from + 16, 4),
            echo(true, bytes, from + header)));
  }

  /// A packet with extension headers is not looked into.
  private static Optional<IcmpMessage.Quoted> quotedV6(byte[] bytes, int from) {
    int message = from + IPV6_HEADER_BYTES;
    if (bytes.length - message < IcmpMessage.HEADER_BYTES
        || bytes[from] >> 4 != 6
        || bytes[from + 6] != ICMPV6
        || (bytes[message] & 0xFF) != REQUEST_V6) {
      return Optional.empty();
    }
    return Optional.of(
        new IcmpMessage.Quoted(
            address(bytes, from + 8, 16),
            address(bytes, from + 24, 16),
            echo(false, bytes, message)));
  }

  /// The length of the IPv4 header there, or -1.
  private static int headerBytes(byte[] bytes, int from) {
    if (bytes.length - from < IPV4_HEADER_BYTES || bytes[from] >> 4 != 4) {
      return -1;
    }
    int length = (bytes[from] & 0xF) * 4;
    return length < IPV4_HEADER_BYTES || bytes.length - from < length ? -1 : length;
  }

  private static IpAddress address(byte[] bytes, int from, int length) {
    return IpAddress.ofHex(HexFormat.of().formatHex(bytes, from, from + length)).orElseThrow();
  }

  /// The Internet checksum (RFC 1071) of a range; 0 over one that has its own right in it.
  static int checksum(byte[] bytes, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += (bytes[i] & 0xFF) << 8 | (i + 1 < to ? bytes[i + 1] & 0xFF : 0);
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xFFFF) + (sum >> 16);
    }
    return (int) ~sum & 0xFFFF;
  }
}
