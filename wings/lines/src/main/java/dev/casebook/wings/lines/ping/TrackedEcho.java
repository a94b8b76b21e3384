package dev.casebook.wings.lines.ping;

import dev.casebook.hosts.kernel.Refused;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The question to the kernel for what its connection tracker holds of one echo request, and the
/// answer.
///
/// Source: linux/netlink.h, linux/netfilter/nfnetlink.h, nfnetlink_conntrack.h and
/// nf_conntrack_common.h. Numbers in headers are in the host's order, in attributes in that of the
/// network.
final class TrackedEcho {

  private static final short CT_NEW = 0x100;
  private static final short CT_GET = 0x101;
  private static final short NLMSG_ERROR = 2;
  private static final short NLM_F_REQUEST = 1;
  private static final int HEADER_BYTES = 16;
  private static final int FAMILY_BYTES = 4;

  private static final short NESTED = (short) 0x8000;
  private static final short TYPE_MASK = 0x3FFF;
  private static final short CTA_TUPLE_ORIG = 1;
  private static final short CTA_TUPLE_REPLY = 2;
  private static final short CTA_STATUS = 3;
  private static final short CTA_TUPLE_IP = 1;
  private static final short CTA_TUPLE_PROTO = 2;
  private static final short CTA_PROTO_NUM = 1;

  /// Of ICMP the id, its type and its code are 4 to 6, of ICMPv6 7 to 9.
  private static final short CTA_PROTO_ICMP_ID = 4;

  private static final short CTA_PROTO_ICMPV6_ID = 7;
  private static final int IPS_SEEN_REPLY = 2;

  private static final int REQUEST_BYTES_MAX = 256;

  private TrackedEcho() {}

  static byte[] question(InetAddress source, InetAddress target, int id, int number) {
    boolean isV4 = source instanceof Inet4Address;
    var buffer = ByteBuffer.allocate(REQUEST_BYTES_MAX).order(ByteOrder.nativeOrder());
    buffer.putInt(0).putShort(CT_GET).putShort(NLM_F_REQUEST).putInt(number).putInt(0);
    buffer.put((byte) (isV4 ? 2 : 10)).put((byte) 0).putShort((short) 0);
    int tuple = open(buffer, CTA_TUPLE_ORIG);
    int addresses = open(buffer, CTA_TUPLE_IP);
    put(buffer, isV4 ? 1 : 3, source.getAddress());
    put(buffer, isV4 ? 2 : 4, target.getAddress());
    close(buffer, addresses);
    int protocol = open(buffer, CTA_TUPLE_PROTO);
    int first = isV4 ? CTA_PROTO_ICMP_ID : CTA_PROTO_ICMPV6_ID;
    put(buffer, CTA_PROTO_NUM, new byte[] {(byte) (isV4 ? 1 : 58)});
    put(buffer, first, new byte[] {(byte) (id >> 8), (byte) id});
    put(buffer, first + 1, new byte[] {(byte) (isV4 ? 8 : 128)});
    put(buffer, first + 2, new byte[] {0});
    close(buffer, protocol);
    close(buffer, tuple);
    buffer.putInt(0, buffer.position());
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static int open(ByteBuffer buffer, short type) {
    int at = buffer.position();
    buffer.putShort((short) 0).putShort((short) (type | NESTED));
    return at;
  }

  private static void close(ByteBuffer buffer, int at) {
    buffer.putShort(at, (short) (buffer.position() - at));
  }

  private static void put(ByteBuffer buffer, int type, byte[] value) {
    buffer.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    buffer.position((buffer.position() + 3) & ~3);
  }

  /// @param number of the question; answers to others are none
  /// @return empty where the kernel has no such entry
  /// @throws Refused for any other error of the kernel's, and an answer that is none
  static Optional<Held> answer(byte[] message, int number) throws Refused {
    try {
      var buffer = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
      short type = buffer.getShort(4);
      if (buffer.getInt(8) != number) {
        throw new Refused("connection tracker", Refused.EAGAIN);
      }
      if (type == NLMSG_ERROR) {
        int errno = -buffer.getInt(HEADER_BYTES);
        if (errno == Refused.ENOENT) {
          return Optional.empty();
        }
        throw new Refused("connection tracker", errno);
      }
      if (type == CT_NEW) {
        return Optional.of(held(buffer.position(HEADER_BYTES + FAMILY_BYTES).slice()));
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // falls through
    }
    throw new Refused("connection tracker", Refused.EINVAL);
  }

  private static Held held(ByteBuffer attributes) {
    var all = attributes(attributes);
    var reply = attributes(part(all, CTA_TUPLE_REPLY));
    var addresses = attributes(part(reply, CTA_TUPLE_IP));
    var protocol = attributes(part(reply, CTA_TUPLE_PROTO));
    var to =
        addresses.containsKey((short) 2) ? part(addresses, (short) 2) : part(addresses, (short) 4);
    short first = protocol.containsKey(CTA_PROTO_ICMP_ID) ? CTA_PROTO_ICMP_ID : CTA_PROTO_ICMPV6_ID;
    int id = Short.toUnsignedInt(part(protocol, first).order(ByteOrder.BIG_ENDIAN).getShort());
    int status = part(all, CTA_STATUS).order(ByteOrder.BIG_ENDIAN).getInt();
    return new Held((status & IPS_SEEN_REPLY) != 0, address(to), id);
  }

  private static InetAddress address(ByteBuffer bytes) {
    var address = new byte[bytes.remaining()];
    bytes.get(address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ByteBuffer part(Map<Short, ByteBuffer> attributes, short type) {
    var part = attributes.get(type);
    if (part == null) {
      throw new IllegalArgumentException("no attribute " + type);
    }
    return part.duplicate().order(ByteOrder.nativeOrder());
  }

  private static Map<Short, ByteBuffer> attributes(ByteBuffer bytes) {
    var all = new HashMap<Short, ByteBuffer>();
    var buffer = bytes.slice().order(ByteOrder.nativeOrder());
    while (buffer.remaining() >= 4) {
      int at = buffer.position();
      int length = Short.toUnsignedInt(buffer.getShort());
      short type = (short) (buffer.getShort() & TYPE_MASK);
      if (length < 4 || length > buffer.limit() - at) {
        throw new IllegalArgumentException("an attribute of " + length + " bytes");
      }
      all.put(type, buffer.slice(at + 4, length - 4));
      buffer.position(Math.min(buffer.limit(), at + ((length + 3) & ~3)));
    }
    return all;
  }
}
