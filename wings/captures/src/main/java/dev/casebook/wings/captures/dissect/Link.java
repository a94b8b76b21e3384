package dev.casebook.wings.captures.dissect;

/// What stands before IP: Ethernet and its tags, Linux's cooked headers, PPP, loopback.
final class Link {

  private Link() {}

  /// @param linkType a number of https://www.tcpdump.org/linktypes.html; of an unknown one nothing
  ///   is read
  static void read(int linkType, Dissection into) {
    switch (linkType) {
      case 0 -> loopback(into, true);
      case 1 -> ethernet(into);
      case 9, 50 -> ppp(into);
      case 12, 14, 101, 228, 229 -> Ip.read(into);
      case 108 -> loopback(into, false);
      case 113 -> cooked(into);
      case 276 -> cooked2(into);
      default -> {}
    }
  }

  static void ethernet(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(14)) {
      return;
    }
    if (into.tunnel == null) {
      into.destinationMacAt = cursor.at;
      into.sourceMacAt = cursor.at + 6;
    }
    int type = cursor.u16(12);
    cursor.at += 14;
    payload(type, into);
  }

  /// Reads what an EtherType announces.
  static void payload(int announced, Dissection into) {
    var cursor = into.cursor;
    int type = announced;
    while (isTag(type)) {
      if (!cursor.hasHeader(4)) {
        into.etherType = type;
        return;
      }
      tag(cursor.u16(0) & 0xFFF, into);
      type = cursor.u16(2);
      cursor.at += 4;
    }
    into.etherType = type;
    switch (type) {
      case EtherType.IPV4, EtherType.IPV6 -> Ip.read(into);
      case EtherType.ARP -> arp(into);
      case EtherType.MPLS -> labels(into);
      case EtherType.PPPOE -> {
        if (cursor.has(8)) {
          cursor.at += 6;
          pppProtocol(into);
        }
      }
      default -> {
        if (type < EtherType.LEAST) {
          llc(into);
        }
      }
    }
  }

  private static boolean isTag(int type) {
    return type == EtherType.VLAN || type == EtherType.QINQ || type == EtherType.OLD_QINQ;
  }

  private static void tag(int id, Dissection into) {
    if (into.tunnel != null) {
      return;
    }
    if (into.vlan < 0) {
      into.vlan = id;
    } else if (into.innerVlan < 0) {
      into.innerVlan = id;
    }
  }

  /// SNAP with an EtherType, RFC 1042.
  private static void llc(Dissection into) {
    var cursor = into.cursor;
    if (cursor.hasHeader(8) && cursor.u24(0) == 0xAAAA03 && cursor.u24(3) == 0) {
      int type = cursor.u16(6);
      cursor.at += 8;
      if (type >= EtherType.LEAST) {
        payload(type, into);
      }
    }
  }

  /// Ethernet and IPv4, RFC 826.
  private static void arp(Dissection into) {
    var cursor = into.cursor;
    if (cursor.has(28)
        && cursor.u16(0) == 1
        && cursor.u16(2) == EtherType.IPV4
        && cursor.u16(4) == 0x0604) {
      into.arpAt = cursor.at;
    }
  }

  /// MPLS labels up to the last; what is below it shows by its first bits, RFC 4928.
  private static void labels(Dissection into) {
    var cursor = into.cursor;
    while (cursor.hasHeader(4)) {
      boolean last = (cursor.u8(2) & 1) != 0;
      cursor.at += 4;
      if (last) {
        Ip.read(into);
        return;
      }
    }
  }

  /// Point-to-point frames with or without HDLC's address and control bytes; RFC 1661 and 1662, and
  /// Cisco's HDLC.
  private static void ppp(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(2)) {
      return;
    }
    int start = cursor.u16(0);
    if ((start == 0x0F00 || start == 0x8F00) && cursor.has(4)) {
      int type = cursor.u16(2);
      cursor.at += 4;
      payload(type, into);
      return;
    }
    pppProtocol(into);
  }

  static void pppProtocol(Dissection into) {
    var cursor = into.cursor;
    if (cursor.has(2) && cursor.u16(0) == 0xFF03) {
      cursor.at += 2;
    }
    if (!cursor.has(2)) {
      return;
    }
    boolean isCompressed = (cursor.u8(0) & 1) != 0;
    int protocol = isCompressed ? cursor.u8(0) : cursor.u16(0);
    cursor.at += isCompressed ? 1 : 2;
    switch (protocol) {
      case 0x21 -> payload(EtherType.IPV4, into);
      case 0x57 -> payload(EtherType.IPV6, into);
      default -> {}
    }
  }

  /// A protocol family of the machine that captured. The numbers of IPv6 differ, and the first bits
  /// of IP tell the same.
  private static void loopback(Dissection into, boolean isHostOrder) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(4)) {
      return;
    }
    int family = isHostOrder && cursor.u16(2) == 0 ? cursor.u16Little(0) : cursor.i32(0);
    cursor.at += 4;
    switch (family) {
      case 2, 10, 23, 24, 28, 30 -> Ip.read(into);
      default -> {}
    }
  }

  /// Linux cooked capture, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html.
  private static void cooked(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(16)) {
      return;
    }
    if (cursor.u16(4) == 6) {
      into.sourceMacAt = cursor.at + 6;
    }
    int hardware = cursor.u16(2);
    int type = cursor.u16(14);
    cursor.at += 16;
    cookedPayload(hardware, type, into);
  }

  /// https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html.
  private static void cooked2(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(20)) {
      return;
    }
    if (cursor.u8(11) == 6) {
      into.sourceMacAt = cursor.at + 12;
    }
    int hardware = cursor.u16(8);
    int type = cursor.u16(0);
    cursor.at += 20;
    cookedPayload(hardware, type, into);
  }

  /// ARPHRD_IPGRE and ARPHRD_NETLINK have numbers of their own in the place of an EtherType.
  private static void cookedPayload(int hardware, int type, Dissection into) {
    if (hardware != 778 && hardware != 824) {
      payload(type, into);
    }
  }
}
