package dev.casebook.wings.captures.dissect;

/// What IP carries: TCP (RFC 9293), UDP (RFC 768), ICMP, other packets.
final class Transport {

  private static final int VXLAN_PORT = 4789;

  /// Linux's before IANA gave one, and still its default.
  private static final int VXLAN_LINUX_PORT = 8472;

  private static final int GENEVE_PORT = 6081;

  private Transport() {}

  /// @param wire bytes that IP carries, captured or not
  static void read(int wire, Dissection into) {
    into.transportAt = into.cursor.at;
    switch (into.protocol) {
      case Protocol.TCP -> tcp(wire, into);
      case Protocol.UDP -> udp(wire, into);
      case Protocol.SCTP -> ports(into);
      case Protocol.ICMP -> {
        if (into.ipVersion == 4) {
          Icmp.v4(into);
        }
      }
      case Protocol.ICMP6 -> {
        if (into.ipVersion == 6) {
          Icmp.v6(into);
        }
      }
      case Protocol.GRE -> gre(into);
      case Protocol.IPIP, Protocol.IPV6 -> {
        if (into.cursor.hasHeader(20)) {
          into.enter(Tunnel.IPIP, -1);
          Ip.read(into);
        }
      }
      default -> {}
    }
  }

  private static boolean ports(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(4)) {
      return false;
    }
    into.sourcePort = cursor.u16(0);
    into.destinationPort = cursor.u16(2);
    return true;
  }

  private static void tcp(int wire, Dissection into) {
    var cursor = into.cursor;
    if (!ports(into) || !cursor.has(16)) {
      return;
    }
    into.hasTcp = true;
    into.tcpSequence = cursor.i32(4);
    into.tcpAcknowledgment = cursor.i32(8);
    into.tcpFlags = cursor.u8(13);
    into.tcpWindow = cursor.u16(14);
    int header = (cursor.u8(12) >>> 4) * 4;
    if (header >= 20) {
      payload(header, wire - header, into);
    }
  }

  private static void payload(int header, int wire, Dissection into) {
    var cursor = into.cursor;
    into.payloadLength = Math.max(0, wire);
    into.payloadAt = Math.min(cursor.at + header, cursor.end);
    into.payloadEnd = Math.min(cursor.end, into.payloadAt + into.payloadLength);
  }

  private static void udp(int wire, Dissection into) {
    var cursor = into.cursor;
    if (!ports(into) || !cursor.has(8)) {
      return;
    }
    int length = cursor.u16(4);
    int carried = length < 8 ? wire : Math.min(length, wire);
    // Of a first fragment only what it holds is there.
    payload(8, carried - 8, into);
    switch (into.destinationPort) {
      case VXLAN_PORT, VXLAN_LINUX_PORT -> vxlan(into);
      case GENEVE_PORT -> geneve(into);
      default -> {}
    }
  }

  /// RFC 7348.
  private static void vxlan(Dissection into) {
    var cursor = into.cursor;
    if (cursor.has(16) && cursor.i32(8) == 0x0800_0000) {
      int network = cursor.u24(12);
      cursor.at += 16;
      into.enter(Tunnel.VXLAN, network);
      Link.ethernet(into);
    }
  }

  /// RFC 8926.
  private static void geneve(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.has(16) || cursor.u8(8) >>> 6 != 0) {
      return;
    }
    int options = (cursor.u8(8) & 0x3F) * 4;
    int type = cursor.u16(10);
    int network = cursor.u24(12);
    if (cursor.has(16 + options)) {
      cursor.at += 16 + options;
      into.enter(Tunnel.GENEVE, network);
      carried(type, into);
    }
  }

  private static void carried(int type, Dissection into) {
    if (type == EtherType.TRANSPARENT_ETHERNET) {
      Link.ethernet(into);
    } else {
      Link.payload(type, into);
    }
  }

  /// RFC 2784 and 2890; version 1 is PPTP's, RFC 2637; mirrored frames are ERSPAN's.
  private static void gre(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(4)) {
      return;
    }
    int flags = cursor.u16(0);
    int version = flags & 7;
    if (version > 1) {
      return;
    }
    int type = cursor.u16(2);
    int size = 4;
    if ((flags & 0xC000) != 0) {
      size += 4;
    }
    int keyAt = (flags & 0x2000) != 0 ? size : -1;
    size += keyAt >= 0 ? 4 : 0;
    boolean isNumbered = (flags & 0x1000) != 0;
    size += isNumbered ? 4 : 0;
    size += version == 1 && (flags & 0x80) != 0 ? 4 : 0;
    size += mirrorBytes(type, isNumbered);
    if (!cursor.has(size)) {
      return;
    }
    long key =
        keyAt < 0 ? -1 : version == 1 ? cursor.u16(keyAt + 2) : cursor.i32(keyAt) & 0xFFFF_FFFFL;
    cursor.at += size;
    into.enter(Tunnel.GRE, key);
    switch (type) {
      case EtherType.PPTP -> Link.pppProtocol(into);
      case EtherType.ERSPAN_2, EtherType.ERSPAN_3 -> Link.ethernet(into);
      default -> carried(type, into);
    }
  }

  private static int mirrorBytes(int type, boolean isNumbered) {
    return switch (type) {
      case EtherType.ERSPAN_2 -> isNumbered ? 8 : 0;
      case EtherType.ERSPAN_3 -> 12;
      default -> 0;
    };
  }
}
