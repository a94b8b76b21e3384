package dev.casebook.formats.netlink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes one message.
///
/// ```
/// var message = new NetlinkWriter(type, NLM_F_REQUEST).u8(2).u8(0).u16(0)
///     .nested(1, tuple -> tuple.attributeI32(1, address));
/// ```
public final class NetlinkWriter {

  private static final int NESTED = 0x8000;

  private byte[] bytes = new byte[256];
  private int length;

  /// Begins with the header; length, sequence and port are set when it is sent.
  public NetlinkWriter(int type, int flags) {
    host32(0);
    host16(type);
    host16(flags);
    host32(0);
    host32(0);
  }

  /// What writes the attributes within one.
  @FunctionalInterface
  public interface Part {
    void write(NetlinkWriter to);
  }

  public NetlinkWriter u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /// In network order.
  public NetlinkWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  /// In network order.
  public NetlinkWriter i32(int value) {
    return u16(value >>> 16).u16(value);
  }

  private void host16(int value) {
    room(2);
    set16(length, value);
    length += 2;
  }

  private void set16(int at, int value) {
    int ordered = NetlinkBytes.inHostOrder(value) >>> (isLittle() ? 16 : 0);
    bytes[at] = (byte) (ordered >>> 8);
    bytes[at + 1] = (byte) ordered;
  }

  private static boolean isLittle() {
    return NetlinkBytes.inHostOrder(1) != 1;
  }

  private void host32(int value) {
    i32(NetlinkBytes.inHostOrder(value));
  }

  public NetlinkWriter attributeU8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  public NetlinkWriter attributeU16(int type, int value) {
    return attribute(type, new byte[] {(byte) (value >>> 8), (byte) value});
  }

  /// In network order.
  public NetlinkWriter attributeI32(int type, int value) {
    return attribute(
        type,
        new byte[] {
          (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
        });
  }

  /// In this machine's order.
  public NetlinkWriter attributeHostI32(int type, int value) {
    return attributeI32(type, NetlinkBytes.inHostOrder(value));
  }

  public NetlinkWriter attributeI64(int type, long value) {
    return attributeI64s(type, value);
  }

  /// Numbers of 64 bits in network order, one behind the other: an IPv6 address is two.
  public NetlinkWriter attributeI64s(int type, long... values) {
    int at = begin(type);
    for (long value : values) {
      i32((int) (value >>> 32)).i32((int) value);
    }
    return end(at);
  }

  /// With its NUL.
  public NetlinkWriter attributeText(int type, String value) {
    var text = value.getBytes(StandardCharsets.UTF_8);
    return attribute(type, Arrays.copyOf(text, text.length + 1));
  }

  public NetlinkWriter attribute(int type, byte[] value) {
    int at = begin(type);
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return end(at);
  }

  public NetlinkWriter nested(int type, Part part) {
    int at = begin(type | NESTED);
    part.write(this);
    return end(at);
  }

  private int begin(int type) {
    int at = length;
    host16(0);
    host16(type);
    return at;
  }

  private NetlinkWriter end(int at) {
    set16(at, length - at);
    int padded = length + 3 & ~3;
    room(padded - length);
    length = padded;
    return this;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
  }

  /// The whole message.
  ///
  /// @param sequence by which answers are known
  public byte[] message(int sequence) {
    var message = Arrays.copyOf(bytes, length);
    put(message, 0, length);
    put(message, 8, sequence);
    return message;
  }

  private static void put(byte[] message, int at, int value) {
    int ordered = NetlinkBytes.inHostOrder(value);
    for (int i = 0; i < Integer.BYTES; i++) {
      message[at + i] = (byte) (ordered >>> (24 - 8 * i));
    }
  }
}
