package dev.casebook.wings.captures.rewrite;

import dev.casebook.wings.captures.rewrite.IpRewriter.Ends;

/// What IP carries written again: headers of TCP and UDP, all of ICMP that says something of
/// addresses, packets in packets, and messages of DNS and DHCP.
final class TransportRewriter {

  private final Frame frame;
  private final IpRewriter ip;
  private final FrameRewriter link;
  private final IcmpRewriter icmp;

  TransportRewriter(Frame frame, IpRewriter ip, FrameRewriter link) {
    this.frame = frame;
    this.ip = ip;
    this.link = link;
    this.icmp = new IcmpRewriter(frame, ip);
  }

  /// @param isAll whether it is there from beginning to end, as far as it was captured
  /// @param isOuter whether it is no packet that an error quotes
  void read(int protocol, Ends ends, boolean isAll, boolean isOuter) {
    switch (protocol) {
      case 1 -> icmp.v4();
      case 2 -> igmp();
      case 6 -> tcp(ends);
      case 17 -> udp(ends, isAll);
      case 58 -> icmp.v6(ends);
      case 4, 41 -> {
        if (isOuter) {
          ip.packet();
        } else {
          frame.cut();
        }
      }
      case 47 -> gre();
      case 50 -> head(8);
      case 132 -> head(12);
      default -> frame.cut();
    }
  }

  private void head(int count) {
    frame.copy(Math.min(count, frame.end - frame.at));
    if (frame.at < frame.end) {
      frame.cut();
    }
  }

  /// Groups stay what they are; who sends to one in version 3 (RFC 3376) is cut off.
  private void igmp() {
    head(8);
  }

  private void tcp(Ends ends) {
    int from = frame.at;
    int start = frame.size;
    if (frame.end - from < 18) {
      // Of a quoted one the ports and a number.
      head(16);
      return;
    }
    int header = frame.end - from < 20 ? 0 : (frame.u8(12) >>> 4) * 4;
    boolean isHeader = header >= 20 && header <= frame.end - from;
    frame.copy(Math.min(20, frame.end - from));
    if (isHeader) {
      options(header - 20);
    }
    int sum = frame.out16(start + 16);
    frame.set16(
        start + 16,
        Checksum.moved(
            sum,
            ends.before() + Checksum.sum(frame.in, from, frame.at) - sum,
            ends.after() + Checksum.sum(frame.out, start, frame.size) - sum));
    if (!isHeader || frame.at < frame.end) {
      frame.cut();
    }
  }

  /// Those of RFC 9293, 7323 and 2018 are numbers; of others only that they are there goes along.
  private void options(int length) {
    int left = length;
    while (left > 0) {
      int kind = frame.u8(0);
      int size = kind <= 1 ? 1 : left < 2 ? 1 : frame.u8(1);
      boolean isNumber = kind <= 5 || kind == 8;
      if (size < 1 || (size < 2 && kind > 1) || size > left) {
        frame.blank(left);
        return;
      }
      int kept = isNumber ? size : Math.min(2, size);
      frame.copy(kept);
      frame.blank(size - kept);
      left -= size;
    }
  }

  private void udp(Ends ends, boolean isAll) {
    if (frame.end - frame.at < 8) {
      head(4);
      return;
    }
    int from = frame.at;
    int start = frame.size;
    int length = frame.u16(4);
    int source = frame.u16(0);
    int destination = frame.u16(2);
    int sum = frame.u16(6);
    frame.copy(8);
    int longer = frame.longer;
    int outerEnd = frame.end;
    if (length >= 8) {
      frame.end = Math.min(frame.end, from + length);
    }
    boolean isHeld = isAll && length >= 8 && frame.end == from + length;
    message(source, destination, isHeld, isAll);
    if (frame.at < frame.end) {
      frame.cut();
    }
    frame.end = outerEnd;
    int now = length + frame.longer - longer;
    frame.set16(start + 4, now);
    if (sum != 0) {
      int moved =
          Checksum.moved(
              sum,
              ends.before() + length + Checksum.sum(frame.in, from, frame.at) - sum,
              ends.after() + now + Checksum.sum(frame.out, start, frame.size) - sum);
      frame.set16(start + 6, moved == 0 ? 0xFFFF : moved);
    }
  }

  /// @param isHeld whether all of it was captured
  private void message(int source, int destination, boolean isHeld, boolean isAll) {
    if (isHeld && (isDns(source) || isDns(destination))) {
      DnsRewriter.rewrite(frame);
    } else if (isHeld && (isDhcp(source) || isDhcp(destination))) {
      DhcpRewriter.rewrite(frame);
    } else if (isAll && (destination == 4789 || destination == 8472)) {
      vxlan();
    } else if (isAll && destination == 6081) {
      geneve();
    }
  }

  /// DNS, and the same over multicast (RFC 6762, RFC 4795).
  private static boolean isDns(int port) {
    return port == 53 || port == 5353 || port == 5355;
  }

  private static boolean isDhcp(int port) {
    return port == 67 || port == 68;
  }

  /// RFC 7348.
  private void vxlan() {
    if (frame.end - frame.at >= 8 && frame.i32(0) == 0x0800_0000) {
      frame.copy(8);
      inner();
    }
  }

  /// RFC 8926, without options.
  private void geneve() {
    if (frame.end - frame.at < 8 || frame.u8(0) != 0) {
      return;
    }
    int type = frame.u16(2);
    frame.copy(8);
    carried(type);
  }

  private void inner() {
    link.ethernet();
    if (!frame.isCut) {
      frame.blank(frame.end - frame.at);
    }
  }

  private void carried(int type) {
    if (type == 0x6558) {
      inner();
    } else {
      link.payload(type);
    }
  }

  /// RFC 2784 and 2890. One with a checksum ends the copy, and so do PPTP's and mirrored frames.
  private void gre() {
    if (!frame.has(4)) {
      return;
    }
    int flags = frame.u16(0);
    int type = frame.u16(2);
    if ((flags & ~0x3000) != 0) {
      frame.cut();
      return;
    }
    int size = 4 + ((flags & 0x2000) != 0 ? 4 : 0) + ((flags & 0x1000) != 0 ? 4 : 0);
    if (frame.has(size)) {
      frame.copy(size);
      carried(type);
    }
  }
}
