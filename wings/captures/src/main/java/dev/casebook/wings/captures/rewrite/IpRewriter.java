package dev.casebook.wings.captures.rewrite;

/// IPv4 (RFC 791) and IPv6 (RFC 8200) written again.
final class IpRewriter {

  private final Frame frame;
  private final TransportRewriter transport;

  IpRewriter(Frame frame, FrameRewriter link) {
    this.frame = frame;
    this.transport = new TransportRewriter(frame, this, link);
  }

  /// What a packet's checksums stand on besides its own bytes, before and after.
  record Ends(long before, long after) {}

  void packet() {
    if (!frame.has(1)) {
      return;
    }
    switch (frame.u8(0) >>> 4) {
      case 4 -> v4(true);
      case 6 -> v6(true);
      default -> frame.cut();
    }
  }

  /// One that an error quotes: of what it carries only the beginning is there.
  void quoted() {
    if (!frame.has(1)) {
      return;
    }
    switch (frame.u8(0) >>> 4) {
      case 4 -> v4(false);
      case 6 -> v6(false);
      default -> frame.cut();
    }
  }

  private void v4(boolean isWhole) {
    if (!frame.has(20)) {
      return;
    }
    int header = (frame.u8(0) & 0xF) * 4;
    if (header < 20 || !frame.has(header)) {
      frame.cut();
      return;
    }
    int from = frame.at;
    int start = frame.size;
    int total = frame.u16(2);
    int protocol = frame.u8(9);
    boolean isLater = (frame.u16(6) & 0x1FFF) != 0;
    boolean isFragment = isLater || (frame.u16(6) & 0x2000) != 0;
    frame.copy(12);
    frame.v4();
    frame.v4();
    options(header - 20);
    // A length of 0 is what segmentation offload leaves.
    int outerEnd = frame.end;
    frame.end = total == 0 ? outerEnd : Math.min(outerEnd, from + Math.max(total, header));
    var ends =
        new Ends(
            Checksum.sum(frame.in, from + 12, from + 20),
            Checksum.sum(frame.out, start + 12, start + 20));
    int longer = frame.longer;
    carried(protocol, ends, isLater, isWhole && !isFragment, isWhole);
    if (total != 0) {
      frame.set16(start + 2, total + frame.longer - longer);
    }
    header(from, start, header);
    close(outerEnd);
  }

  private void header(int from, int start, int header) {
    int old = frame.out16(start + 10);
    frame.set16(
        start + 10,
        Checksum.moved(
            old,
            Checksum.sum(frame.in, from, from + header) - old,
            Checksum.sum(frame.out, start, start + header) - old));
  }

  /// What is left of the layer around it is padding.
  private void close(int outerEnd) {
    if (!frame.isCut && frame.at < frame.end) {
      frame.cut();
    }
    frame.end = outerEnd;
  }

  /// Routes and timestamps hold addresses: they become as many options without meaning.
  private void options(int length) {
    boolean isPlain = true;
    for (int i = 0; i < length; i++) {
      int option = frame.u8(i);
      // Router alert, RFC 2113.
      boolean isAlert = option == 0x94 && i + 3 < length && frame.u8(i + 1) == 4;
      i += isAlert ? 3 : 0;
      isPlain &= option <= 1 || isAlert;
    }
    if (isPlain) {
      frame.copy(length);
      return;
    }
    frame.blank(length);
    java.util.Arrays.fill(frame.out, frame.size - length, frame.size, (byte) 1);
  }

  private void v6(boolean isWhole) {
    if (!frame.has(40)) {
      return;
    }
    int from = frame.at;
    int start = frame.size;
    int length = frame.u16(4);
    int next = frame.u8(6);
    frame.copy(8);
    frame.v6();
    frame.v6();
    group(start + 24);
    int outerEnd = frame.end;
    // A length of 0 is a jumbogram or what segmentation offload leaves.
    frame.end = length == 0 ? outerEnd : Math.min(outerEnd, from + 40 + length);
    var ends =
        new Ends(
            Checksum.sum(frame.in, from + 8, from + 40),
            Checksum.sum(frame.out, start + 8, start + 40));
    int longer = frame.longer;
    extensions(next, ends, isWhole);
    if (length != 0) {
      frame.set16(start + 4, length + frame.longer - longer);
    }
    close(outerEnd);
  }

  /// A group's hardware address ends like the group's own (RFC 2464, section 7).
  private void group(int destinationAt) {
    int at = frame.destinationMacAt;
    if (at >= 0 && frame.out16(at) == 0x3333 && frame.out[destinationAt] == (byte) 0xFF) {
      System.arraycopy(frame.out, destinationAt + 12, frame.out, at + 2, 4);
    }
    frame.destinationMacAt = -1;
  }

  /// Options for every hop or the last, and fragments; routes hold addresses.
  private void extensions(int first, Ends ends, boolean isWhole) {
    int next = first;
    boolean isLater = false;
    boolean isFragment = false;
    while ((next == 0 || next == 44 || next == 60) && !isLater) {
      if (!frame.has(8)) {
        return;
      }
      int size = next == 44 ? 8 : (frame.u8(1) + 1) * 8;
      if (!frame.has(size) || (next != 44 && !isPlain(size))) {
        frame.cut();
        return;
      }
      isFragment |= next == 44;
      isLater = next == 44 && (frame.u16(2) & 0xFFF8) != 0;
      next = frame.u8(0);
      frame.copy(size);
    }
    carried(next, ends, isLater, isWhole && !isFragment, isWhole);
  }

  /// Padding and router alert (RFC 2711) say nothing of anybody.
  private boolean isPlain(int size) {
    int i = 2;
    while (i < size) {
      int kind = frame.u8(i);
      if (kind == 0) {
        i++;
        continue;
      }
      if (i + 1 >= size || (kind != 1 && kind != 5) || (kind == 5 && frame.u8(i + 1) != 2)) {
        return false;
      }
      for (int k = 0; kind == 1 && k < frame.u8(i + 1); k++) {
        if (i + 2 + k >= size || frame.u8(i + 2 + k) != 0) {
          return false;
        }
      }
      i += 2 + frame.u8(i + 1);
    }
    return i == size;
  }

  /// @param isAll whether it holds all of what it carries
  private void carried(int protocol, Ends ends, boolean isLater, boolean isAll, boolean isOuter) {
    if (isLater) {
      frame.cut();
    } else {
      transport.read(protocol, ends, isAll, isOuter);
    }
  }
}
