package dev.casebook.wings.captures.rewrite;

import dev.casebook.evidence.StandIns;

/// Writes frames again, from the link's header on.
final class FrameRewriter {

  private static final int VLAN = 0x8100;
  private static final int QINQ = 0x88A8;
  private static final int OLD_QINQ = 0x9100;
  private static final int LEAST = 0x0600;

  final Frame frame;
  private final IpRewriter ip;

  FrameRewriter(StandIns with) {
    frame = new Frame(with);
    ip = new IpRewriter(frame, this);
  }

  /// @param linkType a number of https://www.tcpdump.org/linktypes.html
  void rewrite(byte[] bytes, int from, int to, int linkType) {
    frame.begin(bytes, from, to);
    switch (linkType) {
      case 0, 108 -> loopback();
      case 1 -> ethernet();
      case 9, 50 -> ppp();
      case 12, 14, 101, 228, 229 -> ip.packet();
      case 113 -> cooked();
      case 276 -> cooked2();
      default -> frame.cut();
    }
    if (!frame.isCut) {
      frame.blank(frame.end - frame.at);
    }
  }

  void ethernet() {
    if (!frame.has(14)) {
      return;
    }
    int start = frame.size;
    frame.destinationMacAt = start;
    frame.mac();
    frame.mac();
    int type = frame.u16(0);
    frame.copy(2);
    int longer = frame.longer;
    payload(type);
    if (type < LEAST && frame.longer != longer) {
      frame.set16(start + 12, type + frame.longer - longer);
    }
  }

  /// What an EtherType announces.
  void payload(int announced) {
    int type = announced;
    while (type == VLAN || type == QINQ || type == OLD_QINQ) {
      if (!frame.has(4)) {
        return;
      }
      type = frame.u16(2);
      frame.copy(4);
    }
    switch (type) {
      case 0x0800, 0x86DD -> ip.packet();
      case 0x0806, 0x8035 -> arp();
      case 0x8847 -> labels();
      case 0x8864 -> session();
      default -> llc(type);
    }
  }

  /// SNAP with an EtherType, RFC 1042.
  private void llc(int length) {
    if (length >= LEAST || !frame.has(8)) {
      frame.cut();
      return;
    }
    boolean isSnap = frame.i32(0) == 0xAAAA0300 && frame.u16(4) == 0 && frame.u16(6) >= LEAST;
    if (!isSnap) {
      frame.cut();
      return;
    }
    int type = frame.u16(6);
    frame.copy(8);
    payload(type);
  }

  /// Ethernet and IPv4, RFC 826 and 903.
  private void arp() {
    if (!frame.has(28) || frame.u16(0) != 1 || frame.u16(2) != 0x0800 || frame.u16(4) != 0x0604) {
      frame.cut();
      return;
    }
    frame.copy(8);
    frame.mac();
    frame.v4();
    frame.mac();
    frame.v4();
  }

  /// RFC 3032; what is below shows by its first bits, RFC 4928.
  private void labels() {
    while (frame.has(4)) {
      boolean isLast = (frame.u8(2) & 1) != 0;
      frame.copy(4);
      if (isLast) {
        ip.packet();
        return;
      }
    }
  }

  /// RFC 2516.
  private void session() {
    if (!frame.has(8)) {
      return;
    }
    int lengthAt = frame.size + 4;
    frame.copy(6);
    int longer = frame.longer;
    pppProtocol();
    frame.set16(lengthAt, frame.out16(lengthAt) + frame.longer - longer);
  }

  private void ppp() {
    if (!frame.has(4)) {
      return;
    }
    int start = frame.u16(0);
    if (start == 0x0F00 || start == 0x8F00) {
      int type = frame.u16(2);
      frame.copy(4);
      payload(type);
      return;
    }
    if (start == 0xFF03) {
      frame.copy(2);
    }
    pppProtocol();
  }

  private void pppProtocol() {
    if (!frame.has(2)) {
      return;
    }
    boolean isCompressed = (frame.u8(0) & 1) != 0;
    int protocol = isCompressed ? frame.u8(0) : frame.u16(0);
    frame.copy(isCompressed ? 1 : 2);
    if (protocol == 0x21 || protocol == 0x57) {
      ip.packet();
    } else {
      frame.cut();
    }
  }

  /// A protocol family of the machine that captured, which the first bits of IP tell too.
  private void loopback() {
    if (frame.has(4)) {
      frame.copy(4);
      ip.packet();
    }
  }

  /// https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html.
  private void cooked() {
    if (!frame.has(16)) {
      return;
    }
    int hardware = frame.u16(2);
    int length = frame.u16(4);
    frame.copy(6);
    address(length);
    int type = frame.u16(0);
    frame.copy(2);
    cookedPayload(hardware, type);
  }

  /// https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html.
  private void cooked2() {
    if (!frame.has(20)) {
      return;
    }
    int type = frame.u16(0);
    int hardware = frame.u16(8);
    int length = frame.u8(11);
    frame.copy(12);
    address(length);
    cookedPayload(hardware, type);
  }

  /// Eight bytes, of which the first ones are an address: of six an Ethernet's, of four that of a
  /// tunnel's end.
  private void address(int length) {
    switch (length) {
      case 6 -> {
        frame.mac();
        frame.blank(2);
      }
      case 4 -> {
        frame.v4();
        frame.blank(4);
      }
      default -> frame.blank(8);
    }
  }

  /// ARPHRD_IPGRE and ARPHRD_NETLINK have numbers of their own in the place of an EtherType.
  private void cookedPayload(int hardware, int type) {
    if (hardware == 778 || hardware == 824) {
      frame.cut();
    } else {
      payload(type);
    }
  }
}
