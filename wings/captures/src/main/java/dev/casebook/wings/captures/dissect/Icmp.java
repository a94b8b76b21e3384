package dev.casebook.wings.captures.dissect;

/// ICMP (RFC 792) and ICMPv6 (RFC 4443), with neighbour discovery (RFC 4861).
final class Icmp {

  private Icmp() {}

  static void v4(Dissection into) {
    if (!head(into)) {
      return;
    }
    switch (into.icmpType) {
      // Echo, timestamp, information and address mask, asked and answered.
      case 0, 8, 13, 14, 15, 16, 17, 18 -> identify(into);
      // Unreachable, quench, redirect, time exceeded, parameter problem.
      case 3, 4, 5, 11, 12 -> quote(into);
      default -> {}
    }
  }

  static void v6(Dissection into) {
    if (!head(into)) {
      return;
    }
    switch (into.icmpType) {
      case 128, 129 -> identify(into);
      case 1, 2, 3, 4 -> quote(into);
      case 133 -> discover(8, into);
      case 134 -> discover(16, into);
      case 135, 136 -> discoverTarget(24, into);
      case 137 -> discoverTarget(40, into);
      default -> {}
    }
  }

  private static boolean head(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(2)) {
      return false;
    }
    into.icmpType = cursor.u8(0);
    into.icmpCode = cursor.u8(1);
    return cursor.has(8);
  }

  private static void identify(Dissection into) {
    into.icmpId = into.cursor.u16(4);
    into.icmpSequence = into.cursor.u16(6);
  }

  private static void discoverTarget(int options, Dissection into) {
    if (into.cursor.has(24)) {
      into.targetAt = into.cursor.at + 8;
      discover(options, into);
    }
  }

  private static void discover(int from, Dissection into) {
    var cursor = into.cursor;
    int option = from;
    while (cursor.hasHeader(option + 8)) {
      int kind = cursor.u8(option);
      int size = cursor.u8(option + 1) * 8;
      if (size == 0) {
        return;
      }
      if (kind == 1 || kind == 2) {
        into.targetMacAt = cursor.at + option + 2;
      }
      option += size;
    }
  }

  private static void quote(Dissection into) {
    var cursor = into.cursor;
    cursor.at += 8;
    if (!cursor.hasHeader(20)) {
      return;
    }
    switch (cursor.u8(0) >>> 4) {
      case 4 -> {
        int header = (cursor.u8(0) & 0xF) * 4;
        quoted(4, 12, 16, cursor.u8(9), into);
        if (header >= 20 && (cursor.u16(6) & 0x1FFF) == 0 && cursor.has(header)) {
          cursor.at += header;
          quotedTransport(into);
        }
      }
      case 6 -> {
        if (cursor.has(40)) {
          quoted(6, 8, 24, cursor.u8(6), into);
          cursor.at += 40;
          quotedExtensions(into);
        }
      }
      default -> {}
    }
  }

  private static void quoted(
      int version, int source, int destination, int protocol, Dissection into) {
    into.quotedVersion = version;
    into.quotedSourceAt = into.cursor.at + source;
    into.quotedDestinationAt = into.cursor.at + destination;
    into.quotedProtocol = protocol;
  }

  private static void quotedExtensions(Dissection into) {
    var cursor = into.cursor;
    while (Ip.isExtension(into.quotedProtocol)) {
      if (!cursor.hasHeader(8)) {
        return;
      }
      boolean isLater = into.quotedProtocol == 44 && (cursor.u16(2) & 0xFFF8) != 0;
      int size = Ip.extensionBytes(into.quotedProtocol, cursor.u8(1));
      into.quotedProtocol = cursor.u8(0);
      if (isLater || !cursor.has(size)) {
        return;
      }
      cursor.at += size;
    }
    quotedTransport(into);
  }

  private static void quotedTransport(Dissection into) {
    var cursor = into.cursor;
    switch (into.quotedProtocol) {
      case Protocol.TCP, Protocol.UDP, Protocol.SCTP -> {
        if (cursor.has(4)) {
          into.quotedSourcePort = cursor.u16(0);
          into.quotedDestinationPort = cursor.u16(2);
        }
      }
      case Protocol.ICMP, Protocol.ICMP6 -> quotedEcho(into);
      default -> {}
    }
  }

  private static void quotedEcho(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.has(1)) {
      return;
    }
    into.quotedIcmpType = cursor.u8(0);
    boolean isEcho =
        into.quotedProtocol == Protocol.ICMP
            ? into.quotedIcmpType == 8 || into.quotedIcmpType == 0
            : into.quotedIcmpType == 128 || into.quotedIcmpType == 129;
    if (isEcho && cursor.has(8)) {
      into.quotedIcmpId = cursor.u16(4);
      into.quotedIcmpSequence = cursor.u16(6);
    }
  }
}
