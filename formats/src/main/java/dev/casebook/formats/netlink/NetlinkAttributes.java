package dev.casebook.formats.netlink;

import java.nio.charset.StandardCharsets;

/// Walks the attributes (`struct nlattr`) in a part of a message.
///
/// ```
/// | length, 16 bits | type, 16 bits | value | 0 to 3 bytes of padding |
/// ```
///
/// The upper two bits of the type say that the value is attributes again, or in network order; the
/// kernel does not set them everywhere, so they are dropped. An attribute that would reach beyond
/// the part ends the walk. Reused from part to part, so that a dump makes no objects.
///
/// Source: linux/netlink.h, libnl's description of attributes.
public final class NetlinkAttributes {

  private static final int HEADER_BYTES = 4;
  private static final int TYPE_MASK = 0x3FFF;

  private byte[] bytes = {};
  private int next;
  private int to;
  private int at;
  private int end;
  private int type;

  /// Begins with the attributes in these bytes.
  public NetlinkAttributes of(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    next = from;
    this.to = to;
    at = from;
    end = from;
    return this;
  }

  /// Begins with those in the value of another walk's attribute.
  public NetlinkAttributes in(NetlinkAttributes outer) {
    return of(outer.bytes, outer.at, outer.end);
  }

  /// Goes to the next; false behind the last.
  public boolean next() {
    if (to - next < HEADER_BYTES) {
      return false;
    }
    int length = NetlinkBytes.hostU16(bytes, next);
    if (length < HEADER_BYTES || length > to - next) {
      return false;
    }
    type = NetlinkBytes.hostU16(bytes, next + 2) & TYPE_MASK;
    at = next + HEADER_BYTES;
    end = next + length;
    next = end + 3 & ~3;
    return true;
  }

  public int type() {
    return type;
  }

  /// Bytes of the value.
  public int length() {
    return end - at;
  }

  /// The value's first byte, or 0.
  public int u8() {
    return end - at < 1 ? 0 : NetlinkBytes.u8(bytes, at);
  }

  /// 16 bits in network order; 0 where there are fewer.
  public int u16() {
    return end - at < 2 ? 0 : NetlinkBytes.u16(bytes, at);
  }

  /// 32 bits in network order; 0 where there are fewer.
  public int i32() {
    return i32(0);
  }

  /// @param offset of the four bytes in the value
  public int i32(int offset) {
    return end - at < offset + 4 ? 0 : NetlinkBytes.i32(bytes, at + offset);
  }

  public long u32() {
    return i32() & 0xFFFF_FFFFL;
  }

  /// 64 bits in network order; 0 where there are fewer.
  public long i64() {
    return i64(0);
  }

  /// @param offset of the eight bytes in the value
  public long i64(int offset) {
    return end - at < offset + 8 ? 0 : NetlinkBytes.i64(bytes, at + offset);
  }

  /// 32 bits in this machine's order; 0 where there are fewer.
  public int hostI32() {
    return end - at < 4 ? 0 : NetlinkBytes.hostI32(bytes, at);
  }

  /// Text up to its NUL or the value's end.
  public String text() {
    int stop = at;
    while (stop < end && bytes[stop] != 0) {
      stop++;
    }
    return new String(bytes, at, stop - at, StandardCharsets.UTF_8);
  }
}
