package dev.casebook.wings.captures.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// Captures made by hand, by the words of the formats' own drafts.
public final class CaptureBytes {

  /// An Ethernet frame of an ICMPv6 echo request, id 14640, sequence 1, that tcpdump took.
  public static final byte[] ECHO =
      HexFormat.of()
          .parseHex(
              "02000000000102000000000286dd600000000010"
                  + "3a40fd007a2300000000000000000000046620010db8ff00000000000000000001018000c2f7"
                  + "39300001"
                  + "0102030405060708");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  public CaptureBytes(ByteOrder order) {
    this.order = order;
  }

  /// A pcap of one link type.
  public static CaptureBytes pcap(ByteOrder order, int magic, int linkType) {
    return new CaptureBytes(order)
        .i32(magic)
        .i16(2)
        .i16(4)
        .i32(0)
        .i32(0)
        .i32(262_144)
        .i32(linkType);
  }

  public CaptureBytes record(int seconds, int fraction, byte[] frame) {
    return i32(seconds).i32(fraction).i32(frame.length).i32(frame.length).raw(frame);
  }

  /// A pcapng section without a length.
  public CaptureBytes section() {
    return block(0x0A0D0D0A, new CaptureBytes(order).i32(0x1A2B3C4D).i16(1).i16(0).i32(-1).i32(-1));
  }

  public CaptureBytes block(int type, CaptureBytes body) {
    var bytes = body.bytes();
    int padded = bytes.length + 3 & ~3;
    return i32(type)
        .i32(padded + 12)
        .raw(bytes)
        .raw(new byte[padded - bytes.length])
        .i32(padded + 12);
  }

  public CaptureBytes on(int linkType, CaptureBytes options) {
    return block(
        1, new CaptureBytes(order).i16(linkType).i16(0).i32(0).raw(options.i32(0).bytes()));
  }

  public CaptureBytes enhanced(int interfaceId, long ticks, byte[] frame) {
    return block(
        6,
        new CaptureBytes(order)
            .i32(interfaceId)
            .i32((int) (ticks >>> 32))
            .i32((int) ticks)
            .i32(frame.length)
            .i32(frame.length)
            .raw(frame));
  }

  public CaptureBytes option(int code, byte... value) {
    return i16(code).i16(value.length).raw(value).raw(new byte[-value.length & 3]);
  }

  public CaptureBytes i64(long value) {
    return raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
  }

  public CaptureBytes i32(int value) {
    return raw(ByteBuffer.allocate(4).order(order).putInt(value).array());
  }

  public CaptureBytes i16(int value) {
    return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
  }

  public CaptureBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }
}
