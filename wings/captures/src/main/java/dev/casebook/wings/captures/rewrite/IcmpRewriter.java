package dev.casebook.wings.captures.rewrite;

import dev.casebook.wings.captures.rewrite.IpRewriter.Ends;

/// ICMP (RFC 792) and ICMPv6 (RFC 4443) written again, with the packets that errors quote,
/// neighbour discovery (RFC 4861) and who listens to which group (RFC 3810). What an echo carries
/// is cut off.
final class IcmpRewriter {

  private final Frame frame;
  private final IpRewriter ip;

  IcmpRewriter(Frame frame, IpRewriter ip) {
    this.frame = frame;
    this.ip = ip;
  }

  void v4() {
    if (!frame.has(8)) {
      return;
    }
    int from = frame.at;
    int start = frame.size;
    switch (frame.u8(0)) {
      case 3, 4, 11, 12 -> {
        frame.copy(8);
        quote();
      }
      case 5 -> {
        frame.copy(4);
        frame.v4();
        quote();
      }
      // Timestamps.
      case 13, 14 -> frame.copy(Math.min(20, frame.end - from));
      case 17, 18 -> frame.copy(Math.min(12, frame.end - from));
      case 0, 8, 10, 15, 16 -> frame.copy(8);
      default -> frame.copy(4);
    }
    finish(from, start, 0, 0);
  }

  void v6(Ends ends) {
    if (!frame.has(8)) {
      return;
    }
    int from = frame.at;
    int start = frame.size;
    switch (frame.u8(0)) {
      case 1, 2, 3, 4 -> {
        frame.copy(8);
        quote();
      }
      case 128, 129 -> frame.copy(8);
      case 130, 131, 132 -> addresses(8, 1);
      case 133 -> discovery(8, 0);
      case 134 -> discovery(16, 0);
      case 135, 136 -> discovery(8, 1);
      case 137 -> discovery(8, 2);
      case 143 -> listeners();
      default -> frame.copy(4);
    }
    finish(from, start, ends.before(), ends.after());
  }

  /// The checksum stands over the whole message.
  private void finish(int from, int start, long before, long after) {
    int sum = frame.out16(start + 2);
    frame.set16(
        start + 2,
        Checksum.moved(
            sum,
            before + Checksum.sum(frame.in, from, frame.at) - sum,
            after + Checksum.sum(frame.out, start, frame.size) - sum));
    if (frame.at < frame.end) {
      frame.cut();
    }
  }

  /// A quoted packet seldom is there as a whole: that it is cut says nothing of what is around it.
  private void quote() {
    if (frame.at < frame.end) {
      ip.quoted();
    }
  }

  private void addresses(int head, int count) {
    if (frame.end - frame.at < head + 16 * count) {
      frame.copy(4);
      return;
    }
    frame.copy(head);
    for (int i = 0; i < count; i++) {
      frame.v6();
    }
  }

  private void discovery(int head, int count) {
    addresses(head, count);
    while (frame.end - frame.at >= 8 && frame.has(8)) {
      int size = frame.u8(1) * 8;
      if (size == 0 || frame.end - frame.at < size) {
        return;
      }
      int to = frame.at + size;
      option(frame.u8(0), size);
      frame.blank(to - frame.at);
    }
  }

  /// What it leaves of one is written as zeros.
  private void option(int kind, int size) {
    switch (kind) {
      case 1, 2 -> {
        frame.copy(2);
        frame.mac();
      }
      // A prefix, RFC 4861.
      case 3 -> {
        frame.copy(Math.min(16, size));
        if (size == 32) {
          frame.v6();
        }
      }
      case 5, 14 -> frame.copy(Math.min(8, size));
      // A route (RFC 4191); name servers (RFC 8106).
      case 24, 25 -> {
        frame.copy(8);
        for (int left = size - 8; left >= 16; left -= 16) {
          frame.v6();
        }
      }
      default -> frame.copy(2);
    }
  }

  private void listeners() {
    int records = frame.u16(6);
    frame.copy(8);
    for (int i = 0; i < records && frame.end - frame.at >= 20; i++) {
      int sources = frame.u16(2);
      int more = frame.u8(1) * 4;
      frame.copy(4);
      frame.v6();
      for (int k = 0; k < sources && frame.end - frame.at >= 16; k++) {
        frame.v6();
      }
      frame.blank(Math.min(more, frame.end - frame.at));
    }
  }
}
