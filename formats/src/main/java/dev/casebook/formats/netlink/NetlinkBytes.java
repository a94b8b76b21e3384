package dev.casebook.formats.netlink;

import java.nio.ByteOrder;

/// Numbers in a message: the headers have this machine's order, most of what netfilter and the
/// address families say is in network order.
///
/// Shifts, since the table of a busy router has millions of them and is read while the compiler is
/// still cold.
public final class NetlinkBytes {

  private static final boolean IS_LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private NetlinkBytes() {}

  public static int u8(byte[] b, int at) {
    return b[at] & 0xFF;
  }

  /// 16 bits in network order.
  public static int u16(byte[] b, int at) {
    return ((b[at] & 0xFF) << 8) | (b[at + 1] & 0xFF);
  }

  /// 32 bits in network order.
  public static int i32(byte[] b, int at) {
    return (b[at] << 24)
        | ((b[at + 1] & 0xFF) << 16)
        | ((b[at + 2] & 0xFF) << 8)
        | (b[at + 3] & 0xFF);
  }

  /// 32 bits in network order, without a sign.
  public static long u32(byte[] b, int at) {
    return i32(b, at) & 0xFFFF_FFFFL;
  }

  /// 64 bits in network order.
  public static long i64(byte[] b, int at) {
    return u32(b, at) << 32 | u32(b, at + 4);
  }

  /// 16 bits in this machine's order.
  public static int hostU16(byte[] b, int at) {
    return IS_LITTLE ? (b[at] & 0xFF) | ((b[at + 1] & 0xFF) << 8) : u16(b, at);
  }

  /// 32 bits in this machine's order.
  public static int hostI32(byte[] b, int at) {
    return IS_LITTLE ? Integer.reverseBytes(i32(b, at)) : i32(b, at);
  }

  static int inHostOrder(int value) {
    return IS_LITTLE ? Integer.reverseBytes(value) : value;
  }
}
