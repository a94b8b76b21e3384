package dev.casebook.wings.captures.dissect;

/// IPv4 (RFC 791) and IPv6 (RFC 8200) with extension headers.
final class Ip {

  private Ip() {}

  /// Reads the version that the first bits name.
  static void read(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.hasHeader(1)) {
      return;
    }
    switch (cursor.u8(0) >>> 4) {
      case 4 -> v4(into);
      case 6 -> v6(into);
      default -> {}
    }
  }

  private static void v4(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.has(20)) {
      return;
    }
    int header = (cursor.u8(0) & 0xF) * 4;
    if (header < 20) {
      return;
    }
    int total = cursor.u16(2);
    into.ipVersion = 4;
    into.sourceAt = cursor.at + 12;
    into.destinationAt = cursor.at + 16;
    into.protocol = cursor.u8(9);
    into.ttl = cursor.u8(8);
    into.ipId = cursor.u16(4);
    into.fragmentOffset = (cursor.u16(6) & 0x1FFF) * 8;
    into.moreFragments = (cursor.u16(6) & 0x2000) != 0;
    // A length of 0 is what segmentation offload leaves.
    int wireEnd = total == 0 ? cursor.end : cursor.at + Math.max(total, header);
    cursor.end = Math.min(cursor.end, wireEnd);
    cursor.at += header;
    if (into.fragmentOffset == 0 && cursor.at <= cursor.end) {
      Transport.read(wireEnd - cursor.at, into);
    }
  }

  private static void v6(Dissection into) {
    var cursor = into.cursor;
    if (!cursor.has(40)) {
      return;
    }
    int length = cursor.u16(4);
    into.ipVersion = 6;
    into.sourceAt = cursor.at + 8;
    into.destinationAt = cursor.at + 24;
    into.ttl = cursor.u8(7);
    into.protocol = cursor.u8(6);
    cursor.at += 40;
    // A length of 0 is a jumbogram or what segmentation offload leaves.
    int wireEnd = length == 0 ? cursor.end : cursor.at + length;
    cursor.end = Math.min(cursor.end, wireEnd);
    if (skipExtensions(into) && into.fragmentOffset == 0) {
      Transport.read(wireEnd - cursor.at, into);
    }
  }

  /// @return whether what follows the extension headers was captured
  private static boolean skipExtensions(Dissection into) {
    var cursor = into.cursor;
    while (isExtension(into.protocol)) {
      if (!cursor.hasHeader(8)) {
        return false;
      }
      int size = extensionBytes(into.protocol, cursor.u8(1));
      if (into.protocol == 44) {
        into.fragmentOffset = cursor.u16(2) & 0xFFF8;
        into.moreFragments = (cursor.u8(3) & 1) != 0;
        into.ipId = cursor.i32(4) & 0xFFFF_FFFFL;
      }
      into.protocol = cursor.u8(0);
      if (into.fragmentOffset > 0) {
        return true;
      }
      if (!cursor.has(size)) {
        return false;
      }
      cursor.at += size;
    }
    return true;
  }

  /// Hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, shim6.
  static boolean isExtension(int protocol) {
    return switch (protocol) {
      case 0, 43, 44, 51, 60, 135, 139, 140 -> true;
      default -> false;
    };
  }

  /// @param length as its second byte tells
  static int extensionBytes(int protocol, int length) {
    return switch (protocol) {
      case 44 -> 8;
      case 51 -> (length + 2) * 4;
      default -> (length + 1) * 8;
    };
  }
}
